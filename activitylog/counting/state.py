"""How far the counts have come."""

from __future__ import annotations

from datetime import datetime

from activitylog.clock import database_now
from activitylog.counting.shapes import MOST_BEHIND, State
from activitylog.keys import EARLIEST
from activitylog.models import ActivityEntry, CountState


def counted_before() -> datetime:
    """Entries recorded before this moment are counted, and no others."""
    state = CountState.objects.values_list("counted_before", flat=True).first()
    return state or EARLIEST


def state_at(before: datetime) -> State:
    waiting = ActivityEntry.objects.filter(recorded_at__gte=before).order_by("recorded_at")
    now = database_now()
    # Looks at the index only, and not at more of it than that.
    behind = waiting.values("recorded_at")[:MOST_BEHIND].count()
    return State(before if behind else now, behind)
