"""What people did while nobody is usually at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from activitylog.counting.shapes import Actor
from analytics.reports.activity.unusual.stretches import HOUR, Stretch, merged
from analytics.reports.activity.unusual.working_hours import WorkingHours, learn

if TYPE_CHECKING:
    from activitylog.counting.reading import CountedLog
    from activitylog.counting.shapes import PersonHour
    from analytics.reports.activity.spans import Span

FEWEST = 10
"""In adjacent hours. Who answers a mail in the evening is nothing unusual."""
TIMES = 2
"""So many times as many as they ever made outside the hours before, or more."""


@dataclass(frozen=True, slots=True)
class Outside:
    stretch: Stretch
    hours: WorkingHours
    weight: float
    """1 is the least that is told."""


def outside_hours(log: CountedLog, span: Span) -> Iterator[Outside]:
    zone = timezone.get_current_timezone()
    by_hour: Counter[int] = Counter()
    for row in log.people_by_hour(span.learnt_from, span.start, zone):
        by_hour[row.hour] += row.entries
    hours = learn(by_hour)
    if hours is None:
        return
    usual = hours.of_week()
    before = log.outside_hours(span.learnt_from, span.start, zone, usual)
    most: Counter[Actor] = Counter()
    for stretch in _stretches(before):
        most[stretch.actor] = max(most[stretch.actor], stretch.entries)
    for stretch in _stretches(log.outside_hours(span.start, span.end, zone, usual)):
        least = max(FEWEST, TIMES * most[stretch.actor])
        if stretch.entries >= least:
            yield Outside(stretch, hours, stretch.entries / least)


def _stretches(rows: Iterable[PersonHour]) -> Iterator[Stretch]:
    return merged(
        Stretch(Actor(row.actor, is_application=False), row.start, row.start + HOUR, row.entries)
        for row in rows
    )
