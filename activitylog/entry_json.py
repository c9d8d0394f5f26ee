from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from activitylog.actions import action_label
from activitylog.models import ActivityEntry
from portal.exports.formats import json_value

RECORDED_JSON = ("old_value", "new_value", "details", "extra")


def entry_json(entry: ActivityEntry) -> str:
    """One entry as JSON: the names of its fields, and `action_label`.

    Recorded JSON stands in it to the letter; text that is no JSON stands in it as a string.
    """
    pairs = []
    for field in ActivityEntry._meta.concrete_fields:
        value = getattr(entry, field.attname)
        is_json = field.name in RECORDED_JSON
        pairs.append((field.name, json_value(value) if is_json else _dump(value)))
        if field.name == "action":
            pairs.append(("action_label", _dump(action_label(entry.action))))
    return "{" + ",".join(f"{_dump(name)}:{text}" for name, text in pairs) + "}"


def _dump(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return json.dumps(value if value is None else str(value), ensure_ascii=False)
