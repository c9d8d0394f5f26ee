from __future__ import annotations

from typing import Any

from activitylog.json_text import dump


def as_shown(value: Any) -> str | None:
    """A JSON value as people read it: text without quotes, the rest as JSON; None stays."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return dump(value)


def pairs_of(details: Any) -> list[tuple[str, Any]] | None:
    """The {key, value} list of Partner Center's customizedData; None for any other shape."""
    if not isinstance(details, list):
        return None
    pairs = []
    for item in details:
        if not isinstance(item, dict) or not isinstance(item.get("key"), str):
            return None
        pairs.append((item["key"], item.get("value")))
    return pairs
