"""What is answered, for the OpenAPI document: made from the structs that it is answered with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import msgspec
from msgspec.structs import fields

Node = dict[str, Any]

_DEFINITION = "#/$defs/"
_LINK: Node = {
    "type": "object",
    "required": ["uri", "method", "headers"],
    "properties": {
        "uri": {"type": "string"},
        "method": {"type": "string"},
        "headers": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["key", "value"],
                "properties": {"key": {"type": "string"}, "value": {"type": "string"}},
            },
        },
    },
}


def schema_of(kind: type) -> Node:
    """The schema of a struct, with those of its parts in their places."""
    schema = msgspec.json.schema(kind)
    definitions = schema.pop("$defs", {})
    for struct in _structs(kind):
        _let_out(definitions[struct.__name__], struct)
    inlined: Node = _inlined(schema, definitions)
    return inlined


def _structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for field in fields(kind):
            yield from _structs(field.type)
    for part in get_args(kind):
        yield from _structs(part)


def _let_out(definition: Node, struct: type[msgspec.Struct]) -> None:
    """What has no value is left out of an answer, though whoever makes the struct must say so."""
    unset = {
        field.encode_name for field in fields(struct) if msgspec.UnsetType in get_args(field.type)
    }
    definition["required"] = [name for name in definition["required"] if name not in unset]


def _inlined(node: Any, definitions: Node) -> Any:
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(definitions[node["$ref"].removeprefix(_DEFINITION)], definitions)
    return {name: _inlined(value, definitions) for name, value in node.items()}


def collection_of(item: Node) -> Node:
    """The schema of a page of items; see partnercenter.wire.envelopes."""
    return {
        "type": "object",
        "required": ["totalCount", "items", "links", "attributes"],
        "properties": {
            "totalCount": {"type": "integer", "description": "How many items the page has."},
            "items": {"type": "array", "items": item},
            "links": {
                "type": "object",
                "required": ["self"],
                "properties": {"self": _LINK, "next": _LINK},
            },
            "continuationToken": {"type": "string", "description": "Where more pages follow."},
            "attributes": {
                "type": "object",
                "required": ["objectType"],
                "properties": {"objectType": {"type": "string"}},
            },
        },
    }
