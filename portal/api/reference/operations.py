"""What the reference shows of a document: its operations in groups, and the objects they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from portal.api.reference.examples import curl
from portal.api.reference.fields import Field, fields_of, parameter
from portal.api.reference.words import marked, paragraphs, type_of
from portal.api.schema.documents import Document, schema_of
from portal.api.schema.operations import TOKEN

if TYPE_CHECKING:
    from portal.api.schema.errors import Node


@dataclass(frozen=True, slots=True)
class Content:
    """A body that is sent or answered, in one media type; its fields where it has no name."""

    media_type: str
    type: SafeString
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    description: SafeString
    contents: list[Content]
    headers: list[str]
    # An error in words of the operation's own.
    own: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    anchor: str
    method: str
    path: str
    short_path: str
    summary: SafeString
    description: list[SafeString]
    scope: str
    parameters: list[Field]
    body: list[Content]
    answers: list[Answer]
    errors: list[Answer]
    own_errors: list[Answer]
    curl: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    anchor: str
    operations: list[Operation]


@dataclass(frozen=True, slots=True)
class NamedSchema:
    name: str
    description: list[SafeString]
    type: SafeString
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Reference:
    groups: list[Group]
    schemas: list[NamedSchema]


@cache
def reference_of(document: Document) -> Reference:
    schema = schema_of(document)
    groups: dict[str, Group] = {}
    for operation, tag in _operations(schema, document.prefix):
        anchor = "tag-" + tag.lower().replace(" ", "-")
        groups.setdefault(tag, Group(tag, anchor, [])).operations.append(operation)
    return Reference(list(groups.values()), list(_schemas(schema["components"])))


def _operations(schema: Node, prefix: str) -> Iterator[tuple[Operation, str]]:
    for path, methods in schema["paths"].items():
        for method, node in methods.items():
            answers = list(_answers(node, schema["components"]))
            yield (
                Operation(
                    anchor=node["operationId"],
                    method=method.upper(),
                    path=path,
                    short_path=path.removeprefix(f"/{prefix}".rstrip("/")),
                    summary=marked(node.get("summary", "")),
                    description=paragraphs(node.get("description", "")),
                    scope=_scope(node),
                    parameters=[parameter(part) for part in node.get("parameters", ())],
                    body=_contents(node.get("requestBody", {})),
                    answers=[answer for answer in answers if answer.status < "400"],
                    errors=[answer for answer in answers if answer.status >= "400"],
                    own_errors=[answer for answer in answers if answer.own],
                    curl=curl(method.upper(), path, node, schema["components"]),
                ),
                node.get("tags", ["Other"])[0],
            )


def _scope(node: Node) -> str:
    for requirement in node.get("security", ()):
        for scope in requirement.get(TOKEN, ()):
            return str(scope)
    return ""


def _answers(node: Node, components: Node) -> Iterator[Answer]:
    for status, given in node["responses"].items():
        # Where it is one that operations share, that.
        name = given.get("$ref", "").rpartition("/")[2]
        response = components["responses"][name] if name else given
        yield Answer(
            status,
            marked(response.get("description", "")),
            _contents(response),
            list(response.get("headers", ())),
            status >= "400" and not name,
        )


def _contents(node: Node) -> list[Content]:
    return [
        Content(media_type, type_of(content["schema"]), list(fields_of(content["schema"])))
        for media_type, content in node.get("content", {}).items()
    ]


def _schemas(components: Node) -> Iterator[NamedSchema]:
    for name, node in components.get("schemas", {}).items():
        yield NamedSchema(
            name,
            paragraphs(node.get("description", "")),
            type_of(node),
            list(fields_of(node)),
        )
