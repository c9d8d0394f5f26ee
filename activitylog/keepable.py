"""Text that strangers typed, made such that an entry can hold it."""

from __future__ import annotations

import re

from django.db.models import CharField

from activitylog.models import ActivityEntry

# What no database or no encoding takes: NUL, and half of a surrogate pair.
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")


def keepable(text: str, most: int | None = None) -> str:
    """The text without what cannot be kept, and no longer than `most`.

    What happened is to be recorded whatever it is called, so nothing is refused here.
    """
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:most]


def fitting(text: str, field: str) -> str:
    """The text as this field of an entry can hold it."""
    column = ActivityEntry._meta.get_field(field)
    assert isinstance(column, CharField)
    return keepable(text, column.max_length)
