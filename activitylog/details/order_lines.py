"""The lines of an order, from the resource and from numbered keys such as Quantity-0."""

from __future__ import annotations

import re
from typing import Any

LINES = "LineItems"
_NUMBERED = re.compile(r"(?P<name>.+)-(?P<number>\d{1,6})", re.ASCII)

SUBSCRIPTION = "SubscriptionId"
# What a reader looks for first; whatever else the lines hold follows in its own order.
FIRST = (
    "FriendlyName",
    "SubscriptionName",
    "OfferId",
    SUBSCRIPTION,
    "TermDuration",
    "Quantity",
)
LEFT_OUT = frozenset({"LineItemNumber"})

Line = dict[str, Any]


def lines_of_resource(value: Any) -> list[Line]:
    items = value.get(LINES) if isinstance(value, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return []
    return [
        {key: inner for key, inner in item.items() if not isinstance(inner, dict | list)}
        for item in items
    ]


def numbered(pairs: list[tuple[str, Any]]) -> list[Line]:
    """The lines that numbered keys describe, in the order of their numbers."""
    lines: dict[int, Line] = {}
    for key, value in pairs:
        if found := _NUMBERED.fullmatch(key):
            lines.setdefault(int(found["number"]), {})[found["name"]] = value
    return [lines[number] for number in sorted(lines)]


def is_numbered(key: str) -> bool:
    return _NUMBERED.fullmatch(key) is not None


def merged(resource: list[Line], described: list[Line]) -> list[Line]:
    if not resource or len(resource) != len(described):
        return resource or described
    return [a | b for a, b in zip(described, resource, strict=True)]


def columns(lines: list[Line]) -> list[str]:
    """The names that say something in at least one line, each said once."""
    names = dict.fromkeys(name for line in lines for name in line)
    telling = [
        name
        for name in [*(n for n in FIRST if n in names), *(n for n in names if n not in FIRST)]
        if name not in LEFT_OUT and any(line.get(name) not in (None, "") for line in lines)
    ]
    same = all(line.get("FriendlyName") == line.get("SubscriptionName") for line in lines)
    return [n for n in telling if not (n == "SubscriptionName" and same)]


def linked_name(names: list[str]) -> str:
    """The column that leads to the line's subscription: its name, or where there is none its ID."""
    named = (name for name in ("FriendlyName", "SubscriptionName") if name in names)
    return next(named, SUBSCRIPTION)
