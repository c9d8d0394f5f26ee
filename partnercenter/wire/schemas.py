"""What is answered, for the OpenAPI document: made from the structs that it is answered with.

Each has a name there. A schema brings what it names along, in `$defs`: see
partnercenter.wire.components.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec
from msgspec.structs import fields

from partnercenter.wire.links import WireLink

Node = dict[str, Any]

DEFINITIONS = "$defs"
_COMPONENTS = "#/components/schemas/"
# What tells structs from the models of the same name.
_PREFIX = "Wire"


def schema_of(kind: type[msgspec.Struct]) -> Node:
    return _reference(kind.__name__.removeprefix(_PREFIX), definitions_of(kind))


def named(name: str, node: Node, others: Mapping[str, Node] | None = None) -> Node:
    """A schema under a name, with those that it names."""
    return _reference(name, {name: node, **(others or {})})


def _reference(name: str, definitions: Node) -> Node:
    return {"$ref": _COMPONENTS + name, DEFINITIONS: definitions}


def definitions_of(kind: type[msgspec.Struct]) -> Node:
    """The schemas of a struct and of all that it is made of, by name."""
    template = f"{_COMPONENTS}{{name}}"
    _references, found = msgspec.json.schema_components((kind,), ref_template=template)
    for struct in _structs(kind):
        found[struct.__name__] = _as_answered(found[struct.__name__], struct)
    plain = {name.removeprefix(_PREFIX): node for name, node in found.items()}
    text = msgspec.json.encode(plain).decode().replace(_COMPONENTS + _PREFIX, _COMPONENTS)
    definitions: Node = msgspec.json.decode(text)
    return definitions


def _structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for field in fields(kind):
            yield from _structs(field.type)
    for part in get_args(kind):
        yield from _structs(part)


def _as_answered(definition: Node, struct: type[msgspec.Struct]) -> Node:
    """What has no value is left out of an answer; all else is there, defaults too."""
    required = [
        field.encode_name
        for field in fields(struct)
        if msgspec.UnsetType not in get_args(field.type)
    ]
    return {name: part for name, part in definition.items() if name != "title"} | {
        "required": required
    }


def collection_of(item: Node) -> Node:
    """The schema of a page of items that have a name; see partnercenter.wire.envelopes."""
    link = schema_of(WireLink)
    page: Node = {
        "type": "object",
        "required": ["totalCount", "items", "links", "attributes"],
        "properties": {
            "totalCount": {"type": "integer", "description": "How many items the page has."},
            "items": {"type": "array", "items": {"$ref": item["$ref"]}},
            "links": {
                "type": "object",
                "required": ["self"],
                "properties": {"self": {"$ref": link["$ref"]}, "next": {"$ref": link["$ref"]}},
            },
            "continuationToken": {"type": "string", "description": "Where more pages follow."},
            "attributes": {
                "type": "object",
                "required": ["objectType"],
                "properties": {"objectType": {"type": "string"}},
            },
        },
    }
    name = f"{item['$ref'].removeprefix(_COMPONENTS)}Collection"
    return named(name, page, item[DEFINITIONS] | link[DEFINITIONS])
