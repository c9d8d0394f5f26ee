from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from activitylog.counting.shapes import Actor

_TICK = timedelta(microseconds=1)


class Kind(StrEnum):
    OUTSIDE_HOURS = "outside_hours"
    BURST = "burst"
    NEW_USER = "new_user"
    FIRST_TIME = "first_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """Something that one actor did, and why it is unusual."""

    kind: Kind
    actor: Actor
    start: datetime
    end: datetime
    """The first moment after."""
    entries: int
    weight: float
    """How unusual, compared with the least that is told: 1 and more for what happened in some
    hours, less for who is new and for what was done for the first time."""
    reasons: Sequence[str] = ()
    """Parts of the sentence about hours; empty for other kinds."""
    since: datetime | None = None
    """Of who did something for the first time: their own first entry."""
    actions: Sequence[str] = ()
    """What was done for the first time."""
    known_entries: int = 0
    """Entries outside the period."""

    @property
    def days(self) -> tuple[date, date]:
        """Of the reader's time zone, both inclusive."""
        return timezone.localdate(self.start), timezone.localdate(self.end - _TICK)
