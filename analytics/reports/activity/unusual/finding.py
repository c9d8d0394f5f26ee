"""All that is unusual in a period, the most unusual first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from activitylog.counting.shapes import Actor
from activitylog.counting.unusual import BURST_ENTRIES, BURST_TIMES
from analytics.reports.activity.unusual.first_times import first_times
from analytics.reports.activity.unusual.outside import Outside, outside_hours
from analytics.reports.activity.unusual.shapes import Kind, Unusual
from analytics.reports.activity.unusual.stretches import HOUR, Stretch, merged
from analytics.reports.activity.unusual.wording import busiest_before, usual_hours

if TYPE_CHECKING:
    from activitylog.counting.reading import CountedLog
    from analytics.reports.activity.spans import Span


def find_unusual(
    log: CountedLog, span: Span, entries: Callable[[], Mapping[Actor, int]]
) -> list[Unusual]:
    """`entries` says how many each actor made in the period. First times are told of the whole
    log: with one customer, everybody has one."""
    outside = list(outside_hours(log, span))
    bursts = list(
        merged(
            Stretch(
                Actor(burst.actor, burst.is_application),
                burst.start,
                burst.start + HOUR,
                burst.entries,
                burst.usual,
            )
            for burst in log.bursts(span.start, span.end)
        )
    )
    found = [*_in_hours(outside, bursts)]
    if not span.scope.customer:
        found += first_times(log, span, entries)
    return sorted(found, key=lambda each: (-each.weight, -each.entries, each.start, each.actor))


def _in_hours(outside: Sequence[Outside], bursts: Sequence[Stretch]) -> Iterator[Unusual]:
    """A burst outside the hours is told once, with both reasons."""
    told: list[Stretch] = []
    for each in outside:
        stretch = each.stretch
        together = [burst for burst in bursts if burst.overlaps(stretch)]
        told += together
        reasons = [usual_hours(each.hours, stretch.start)]
        reasons += [busiest_before(burst) for burst in together[:1]]
        weight = each.weight + sum(map(_weight, together))
        yield _unusual(Kind.OUTSIDE_HOURS, stretch, weight, reasons)
    for burst in bursts:
        if burst not in told:
            yield _unusual(Kind.BURST, burst, _weight(burst), [busiest_before(burst)])


def _weight(burst: Stretch) -> float:
    return burst.entries / max(BURST_ENTRIES, BURST_TIMES * burst.usual)


def _unusual(kind: Kind, stretch: Stretch, weight: float, reasons: Sequence[str]) -> Unusual:
    return Unusual(
        kind=kind,
        actor=stretch.actor,
        start=stretch.start,
        end=stretch.end,
        entries=stretch.entries,
        weight=weight,
        reasons=reasons,
    )
