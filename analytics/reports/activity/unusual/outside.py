"""What people did while nobody is usually at work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from activitylog.counting.shapes import Actor
from analytics.reports.activity.unusual.stretches import HOUR, Stretch, merged
from analytics.reports.activity.unusual.working_hours import WorkingHours, learn

if TYPE_CHECKING:
    from activitylog.counting.reading import CountedLog
    from activitylog.counting.shapes import HourOfWeek
    from analytics.reports.activity.spans import Span

FEWEST = 10
"""In adjacent hours. Who answers a mail in the evening is nothing unusual."""
_OFTEN = 10
"""Who made one in so many of their own entries outside the hours does so again."""


def outside_hours(log: CountedLog, span: Span) -> Iterator[tuple[Stretch, WorkingHours]]:
    zone = timezone.get_current_timezone()
    learnt = log.people_by_hour(span.learnt_from, span.start, zone)
    by_hour: Counter[int] = Counter()
    for row in learnt:
        by_hour[row.hour] += row.entries
    hours = learn(by_hour)
    if hours is None:
        return
    usual = hours.of_week()
    often = _who_often_does(learnt, usual)
    found = (
        Stretch(Actor(row.actor, is_application=False), row.start, row.start + HOUR, row.entries)
        for row in log.outside_hours(span.start, span.end, zone, usual)
        if row.actor not in often
    )
    yield from ((stretch, hours) for stretch in merged(found) if stretch.entries >= FEWEST)


def _who_often_does(learnt: Sequence[HourOfWeek], usual: set[int]) -> set[str]:
    entries: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in learnt:
        entries[row.actor][row.hour in usual] += row.entries
    return {actor for actor, count in entries.items() if count[False] * _OFTEN >= count.total()}
