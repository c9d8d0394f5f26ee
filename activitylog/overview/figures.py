"""The numbers of today, and what failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from activitylog.links import log_url
from portal.figures import Figure, Link
from portal.plugins import Task

if TYPE_CHECKING:
    from activitylog.counting.shapes import Tally
    from activitylog.overview.today import Today


def figures(today: Today, tallies: Sequence[Tally]) -> Iterator[Figure]:
    """`tallies` are those of the last days, until today."""
    compared = _("on this time yesterday")
    yield Figure(
        code="entries_today",
        label=_("Actions today"),
        value=today.entries,
        link=_rows(today.date, today.date),
        previous=today.entries_by_this_time_yesterday,
        compared=compared,
        history=[tally.entries for tally in tallies],
        definition=_(
            "Entries of the activity log of today, in your time zone; compared with yesterday up "
            "to this time of day."
        ),
    )
    yield Figure(
        code="failed_today",
        label=_("Failed today"),
        value=today.failed,
        link=_rows(today.date, today.date, status="failed"),
        previous=today.failed_by_this_time_yesterday,
        compared=compared,
        better="less",
        history=[tally.failed for tally in tallies],
        definition=_(
            "Entries of today whose status is “Failed”; compared with yesterday up to this time "
            "of day."
        ),
    )


def tasks(today: Today) -> Iterator[Task]:
    yesterday = today.date - timedelta(days=1)
    yield Task(
        label=_("Failed actions since yesterday"),
        count=today.failed_since_yesterday,
        link=_rows(yesterday, today.date, status="failed"),
        is_urgent=True,
    )


def _rows(start: date, end: date, **narrowed: str) -> Link:
    return Link(log_url(start, end, **narrowed))
