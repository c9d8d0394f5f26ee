"""How far the counts have come."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Subquery
from django.db.models.functions import Now

from activitylog.clock import database_now
from activitylog.counting.shapes import MOST_BEHIND, State
from activitylog.keys import EARLIEST
from activitylog.models import ActivityEntry, CountState


class Look(NamedTuple):
    """What one statement finds."""

    before: datetime
    """Entries recorded before this moment are counted, and no others."""
    is_waiting: bool
    """Whether there are entries that are not counted."""
    now: datetime
    """By the database's clock."""


def counted_before() -> datetime:
    """Entries recorded before this moment are counted, and no others."""
    state = CountState.objects.values_list("counted_before", flat=True).first()
    return state or EARLIEST


def look() -> Look:
    """Every page asks this twice."""
    newest = ActivityEntry.objects.order_by("-recorded_at").values("recorded_at")[:1]
    row = CountState.objects.values_list("counted_before", Subquery(newest), Now()).first()
    if row is None:
        return Look(EARLIEST, ActivityEntry.objects.exists(), database_now())
    before, recorded_at, now = row
    return Look(before, recorded_at is not None and recorded_at >= before, now)


def state_at(found: Look) -> State:
    if not found.is_waiting:
        return State(found.now, 0)
    waiting = ActivityEntry.objects.filter(recorded_at__gte=found.before).order_by("recorded_at")
    # Looks at the index only, and not at more of it than that.
    return State(found.before, waiting.values("recorded_at")[:MOST_BEHIND].count())
