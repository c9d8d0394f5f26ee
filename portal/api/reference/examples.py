"""How an operation is called: a line of curl, made from its schema."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.conf import settings

from portal.api.reference.words import SCHEMAS

if TYPE_CHECKING:
    from portal.api.schema.errors import Node

_SAMPLES: dict[str, Any] = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "date": "2026-06-01",
    "date-time": "2026-06-01T08:00:00Z",
    "email": "anna@contoso.example",
    "uri": "https://contoso.example/",
}
_OF_TYPES: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "null": None}
_DEEPEST = 5


def curl(method: str, path: str, operation: Node, components: Node) -> str:
    """Variables stand for what the reader puts in: the token, and IDs."""
    address = re.sub(r"\{(\w+)\}", lambda found: f"${found[1].upper()}", path)
    lines = ["curl" if method == "GET" else f"curl -X {method}"]
    if operation.get("security"):
        lines.append('-H "Authorization: Bearer $TOKEN"')
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "header" and parameter.get("required"):
            lines.append(f"""-H '{parameter["name"]}: {parameter.get("example", "…")}'""")
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        value = example_of(content, components)
        body = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        lines += [f"-H 'Content-Type: {media_type}'", f"-d '{body}'"]
        break
    lines.append(f'"{settings.BASE_URL}{address}"')
    return " \\\n  ".join(lines)


def example_of(content: Node, components: Node) -> Any:
    """The example that is given, or one that is made up."""
    for example in content.get("examples", {}).values():
        return example["value"]
    return content["example"] if "example" in content else sample(content["schema"], components)


def sample(node: Node, components: Node, depth: int = 0) -> Any:
    """A value that the schema allows, of only what it must have."""
    if reference := node.get("$ref"):
        node = components["schemas"][reference.removeprefix(SCHEMAS)]
    for name in ("example", "default", "const"):
        if name in node:
            return node[name]
    for name in ("examples", "enum"):
        if node.get(name):
            return node[name][0]
    for joint in ("allOf", "oneOf", "anyOf"):
        if node.get(joint):
            return sample(node[joint][0], components, depth)
    kind = node.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "array":
        return [sample(node.get("items", {}), components, depth + 1)] if depth < _DEEPEST else []
    if kind == "object":
        names = node.get("required") or list(node.get("properties", {}))[:1]
        fields = node.get("properties", {})
        return {name: sample(fields[name], components, depth + 1) for name in names}
    if kind in ("integer", "number"):
        return node.get("minimum", 1)
    return _OF_TYPES[kind] if kind in _OF_TYPES else _SAMPLES.get(node.get("format", ""), "…")
