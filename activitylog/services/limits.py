"""What an entry may hold, the same on every database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import le
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from activitylog.keys import EARLIEST, LATEST
from activitylog.models import ActivityEntry
from activitylog.services.rows import HELD, JSON_TEXTS, TEXTS


class InvalidEntry(ValueError):
    """What was to be recorded cannot be kept as it is: the field, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def most_of(name: str) -> int:
    field = ActivityEntry._meta.get_field(name)
    assert isinstance(field, models.CharField)
    assert field.max_length
    return field.max_length


_MOST = tuple(map(most_of, TEXTS))
_ACTION = TEXTS.index("action")
_OF_TEXTS = slice(HELD.index(TEXTS[0]), HELD.index(TEXTS[-1]) + 1)
_OF_JSON_TEXTS = slice(_OF_TEXTS.stop, None)


def ensure_keepable(held: Sequence[Any]) -> None:
    """Raise InvalidEntry for what a database would cut, change or refuse, among values of HELD.

    The same on every database: SQLite would take longer texts, PostgreSQL takes no NUL.
    """
    occurred_at: datetime = held[0]
    texts, json_texts = held[_OF_TEXTS], held[_OF_JSON_TEXTS]
    if timezone.is_naive(occurred_at):
        raise InvalidEntry("occurred_at", gettext("does not say its time zone"))
    if not EARLIEST <= occurred_at < LATEST:
        reason = gettext("is not between 1970-01-01 and 9998-12-31")
        raise InvalidEntry("occurred_at", reason)
    if not texts[_ACTION]:
        raise InvalidEntry("action", gettext("is missing"))
    # Most texts are sound: which one is not is looked for only where one is.
    if _are_sound([*texts, *filter(None, json_texts)]) and all(map(le, map(len, texts), _MOST)):
        return
    for name, text, most in zip(TEXTS, texts, _MOST, strict=True):
        _ensure_sound(name, text)
        if len(text) > most:
            reason = gettext("is longer than %(count)s characters") % {"count": most}
            raise InvalidEntry(name, reason)
    for name, value in zip(JSON_TEXTS, json_texts, strict=True):
        _ensure_sound(name, "" if value is None else value)


def _are_sound(texts: Sequence[Any]) -> bool:
    try:
        joined = "".join(texts)
        return "\0" not in joined and (joined.isascii() or bool(joined.encode()))
    except (TypeError, UnicodeEncodeError):
        return False


def _ensure_sound(name: str, value: Any) -> None:
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
