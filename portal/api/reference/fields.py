"""The fields of an object, one row each, with those of the objects in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from portal.api.reference.words import limits_of, marked, type_of

if TYPE_CHECKING:
    from portal.api.schema.errors import Node


@dataclass(frozen=True, slots=True)
class Field:
    """A field or a parameter. `place` is where a parameter stands: path, query, header."""

    name: str
    type: SafeString
    limits: str
    required: bool
    description: SafeString
    place: str = ""


def fields_of(node: Node, before: str = "") -> Iterator[Field]:
    """Fields of objects without a name of their own stand below, as `errors[].field`."""
    # Of several forms the first says what there is; the others are the same in a list, or nothing.
    for part in (*node.get("allOf", ()), *node.get("oneOf", ())[:1], *node.get("anyOf", ())[:1]):
        yield from fields_of(part, before)
    if "items" in node:
        yield from fields_of(node["items"], f"{before.removesuffix('.')}[].")
    required = node.get("required", ())
    for name, inner in node.get("properties", {}).items():
        yield Field(
            before + name,
            type_of(inner),
            limits_of(inner),
            name in required,
            marked(inner.get("description", inner.get("title", ""))),
        )
        yield from fields_of(inner, f"{before}{name}.")


def parameter(node: Node) -> Field:
    schema = node.get("schema", {})
    return Field(
        node["name"],
        type_of(schema),
        limits_of(schema),
        node.get("required", False),
        marked(node.get("description", "")),
        node["in"],
    )
