"""What an entry may hold, the same on every database."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

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
        raise InvalidEntry("occurred_at", gettext("does not say its time zone"))
    if not EARLIEST <= entry.occurred_at < LATEST:
        reason = gettext("is not between 1970-01-01 and 9998-12-31")
        raise InvalidEntry("occurred_at", reason)
    if not entry.action:
        raise InvalidEntry("action", gettext("is missing"))
    for name, length in _LENGTHS.items():
        _ensure_text(name, getattr(entry, name))
        if len(getattr(entry, name)) > length:
            reason = gettext("is longer than %(count)s characters") % {"count": length}
            raise InvalidEntry(name, reason)
    for name in _LARGE:
        _ensure_text(name, getattr(entry, name) or "")


def _ensure_text(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise InvalidEntry(name, gettext("is not text"))
    if "\0" in value:
        reason = gettext("contains the character NUL, which cannot be stored")
        raise InvalidEntry(name, reason)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        reason = gettext("contains half of a surrogate pair, which is no text")
        raise InvalidEntry(name, reason) from error
