"""How far the counts have come."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Subquery

from activitylog.clock import database_now
from activitylog.counting.shapes import MOST_BEHIND, State
from activitylog.keys import EARLIEST
from activitylog.models import ActivityEntry, CountState


def counted_before() -> datetime:
    """Entries recorded before this moment are counted, and no others."""
    state = CountState.objects.values_list("counted_before", flat=True).first()
    return state or EARLIEST


def counted_and_waiting() -> tuple[datetime, bool]:
    """The same moment, and whether there are entries that are not counted: one question, which
    every page asks twice."""
    newest = ActivityEntry.objects.order_by("-recorded_at").values("recorded_at")[:1]
    row = CountState.objects.values_list("counted_before", Subquery(newest)).first()
    if row is None:
        return EARLIEST, ActivityEntry.objects.exists()
    before, recorded_at = row
    return before, recorded_at is not None and recorded_at >= before


def state_at(before: datetime, *, is_waiting: bool) -> State:
    now = database_now()
    if not is_waiting:
        return State(now, 0)
    waiting = ActivityEntry.objects.filter(recorded_at__gte=before).order_by("recorded_at")
    # Looks at the index only, and not at more of it than that.
    return State(before, waiting.values("recorded_at")[:MOST_BEHIND].count())
