"""What is in the log of today and yesterday: counted from the entries, as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from activitylog.keys import floor_key
from activitylog.models import ActivityEntry
from activitylog.periods import moment_after, start_of

_FAILED = Q(status="failed")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    date: date
    entries: int
    failed: int
    entries_by_this_time_yesterday: int
    failed_by_this_time_yesterday: int
    failed_since_yesterday: int
    """Of yesterday and today."""


def count_today() -> Today:
    """One look at the entries of two days."""
    now = timezone.localtime()
    day = now.date()
    # By what clocks show: where they were changed since, that is no 24 hours ago.
    this_time_yesterday = now - _DAY
    entries: Any = ActivityEntry.objects
    of_today = Q(id__gte=floor_key(start_of(day)))
    by_this_time = Q(id__lt=floor_key(this_time_yesterday))
    counts = (
        entries.since(start_of(day - _DAY))
        .before(moment_after(day))
        .aggregate(
            entries=Count("pk", filter=of_today),
            failed=Count("pk", filter=of_today & _FAILED),
            entries_by_this_time_yesterday=Count("pk", filter=by_this_time),
            failed_by_this_time_yesterday=Count("pk", filter=by_this_time & _FAILED),
            failed_since_yesterday=Count("pk", filter=_FAILED),
        )
    )
    return Today(date=day, **counts)
