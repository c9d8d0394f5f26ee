"""What is answered, for the OpenAPI document: made from the structs that it is answered with."""

from __future__ import annotations

from typing import Any

import msgspec

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
    inlined: Node = _inlined(schema, definitions)
    return inlined


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
