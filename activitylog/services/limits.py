from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from activitylog.keys import EARLIEST, LATEST
from activitylog.models import ActivityEntry


class InvalidEntry(ValueError):
    """What was to be recorded cannot be kept as it is: the field, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


_LENGTHS = {
    field.name: field.max_length
    for field in ActivityEntry._meta.concrete_fields
    if isinstance(field, models.CharField) and field.max_length
}
_LARGE = ("old_value", "new_value", "details", "extra")


def ensure_keepable(entry: ActivityEntry) -> None:
    """Raise InvalidEntry for what a database would cut, change or refuse.

    The same on every database: SQLite would take longer texts, PostgreSQL takes no NUL.
    """
    if timezone.is_naive(entry.occurred_at):
        raise InvalidEntry("occurred_at", "does not say its time zone")
    if not EARLIEST <= entry.occurred_at < LATEST:
        raise InvalidEntry("occurred_at", "is not between 1970-01-01 and 9998-12-31")
    if not entry.action:
        raise InvalidEntry("action", "is missing")
    for name, length in _LENGTHS.items():
        _ensure_text(name, getattr(entry, name))
        if len(getattr(entry, name)) > length:
            raise InvalidEntry(name, f"is longer than {length} characters")
    for name in _LARGE:
        _ensure_text(name, getattr(entry, name) or "")


def _ensure_text(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise InvalidEntry(name, "is not text")
    if "\0" in value:
        raise InvalidEntry(name, "contains the character NUL, which cannot be stored")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidEntry(name, "contains half of a surrogate pair, which is no text") from error
