"""What people did while nobody is usually at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from activitylog.counting.shapes import Actor
from analytics.reports.activity.unusual.stretches import Stretch
from analytics.reports.activity.unusual.working_hours import WorkingHours, learn

if TYPE_CHECKING:
    from activitylog.counting.reading import CountedLog
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
    hours = learn(log.people_by_hour(span.learnt_from, span.start, zone))
    if hours is None:
        return
    usual = hours.of_week()
    found = log.outside_hours(span.start, span.end, zone, usual, least=FEWEST)
    people = {each.actor for each in found}
    most: Counter[str] = Counter()
    for before in log.outside_hours(span.learnt_from, span.start, zone, usual, people=people):
        most[before.actor] = max(most[before.actor], before.entries)
    for each in found:
        least = max(FEWEST, TIMES * most[each.actor])
        if each.entries >= least:
            actor = Actor(each.actor, is_application=False)
            stretch = Stretch(actor, each.start, each.end, each.entries)
            yield Outside(stretch, hours, each.entries / least)
