"""What strangers typed or called things, made such that a field of an entry can hold it."""

from __future__ import annotations

import re

from django.db.models import CharField

from activitylog.models import ActivityEntry

# What no database or no encoding takes: NUL, and half of a surrogate pair.
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")


def fitting(text: str, field: str) -> str:
    """The text without what cannot be kept, and no longer than the field.

    What happened is to be recorded whatever it is called, so nothing is refused here.
    """
    column = ActivityEntry._meta.get_field(field)
    assert isinstance(column, CharField)
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)[: column.max_length]
