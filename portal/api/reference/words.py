"""Texts and types of a schema as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from portal.api.schema.errors import Node

SCHEMAS = "#/components/schemas/"
_CODE = re.compile(r"`([^`]+)`")
# Longer lists say less than the description does; programs read them in the document.
_MOST_VALUES = 12
# What a value must keep to: the least, the most, and of what.
_LIMITS = (
    ("minimum", "maximum", ""),
    ("minLength", "maxLength", " characters"),
    ("minItems", "maxItems", " items"),
)


def marked(text: str) -> SafeString:
    """Text in which code stands between backticks."""
    pieces = _CODE.split(" ".join(text.split()))
    # Every second piece stood between backticks.
    parts = [
        format_html("<code>{}</code>" if place % 2 else "{}", piece)
        for place, piece in enumerate(pieces)
    ]
    return _joined("", parts)


def paragraphs(text: str) -> list[SafeString]:
    return [marked(part) for part in text.split("\n\n") if part.strip()]


def type_of(node: Node) -> SafeString:
    """What a value may be, with links to the objects that the document names."""
    if reference := node.get("$ref"):
        return format_html('<a href="#schema-{0}">{0}</a>', reference.removeprefix(SCHEMAS))
    for joint, word in (("allOf", " and "), ("oneOf", " or "), ("anyOf", " or ")):
        if parts := node.get(joint):
            return _joined(word, [type_of(part) for part in parts])
    values = node.get("enum", ())
    if 0 < len(values) <= _MOST_VALUES:
        return _joined(", ", [format_html("<code>{}</code>", _json(value)) for value in values])
    kinds = node.get("type", "any value")
    names = kinds if isinstance(kinds, list) else [kinds]
    return _joined(" or ", [_simple(name, node) for name in names])


def _simple(name: str, node: Node) -> SafeString:
    if name == "array":
        return format_html("list of {}", type_of(node.get("items", {})))
    if node.get("maxLength") == 0:
        return format_html("{}", "empty")
    form = node.get("format")
    return format_html("{}", f"{name} ({form})" if form and name != "null" else name)


def limits_of(node: Node) -> str:
    """The rest of what a value must keep to."""
    return "; ".join(_limits(node))


def _limits(node: Node) -> Iterator[str]:
    for least, most, unit in _LIMITS:
        if least in node and most in node:
            yield f"{node[least]} to {node[most]}{unit}"
        elif least in node:
            yield f"at least {node[least]}{unit}"
        elif most in node:
            yield f"at most {node[most]}{unit}"
    if "default" in node:
        yield f"without it {_json(node['default'])}"


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _joined(between: str, parts: list[SafeString]) -> SafeString:
    return format_html_join(between, "{}", ((part,) for part in parts))
