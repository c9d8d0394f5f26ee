"""When people usually work, learnt from how many entries they made in each hour of the week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

FEWEST = 100
"""Fewer entries tell nothing about when people work."""
_ENOUGH = 5
"""So few entries make nothing usual, however large a part of all they are."""
_OF_HOUR, _OF_DAY = 1, 3
"""An hour of the day is usual with so many in a hundred entries, a day of the week likewise."""
_GAP = 2
"""So many hours between usual ones are usual too: people are out for lunch."""
_HOURS = range(24)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Hours of the day (0–23) and days of the week (0 is Monday) in which people usually work."""

    hours: Collection[int]
    weekdays: Collection[int]

    def is_day(self, moment: datetime) -> bool:
        return moment.weekday() in self.weekdays

    def of_week(self) -> set[int]:
        """Hours of the week; 0 is Monday from 0:00 to 1:00."""
        return {day * len(_HOURS) + hour for day in self.weekdays for hour in self.hours}

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Each stretch of hours, such as (7, 18) for 7:00 to 18:00; over midnight as (22, 6)."""
        if len(self.hours) == len(_HOURS):
            yield 0, 24
            return
        for hour in sorted(self.hours):
            if (hour - 1) % 24 not in self.hours:
                length = next(n for n in _HOURS if (hour + n) % 24 not in self.hours)
                end = (hour + length) % 24
                yield hour, end or 24


def learn(entries: Mapping[int, int]) -> WorkingHours | None:
    """From the entries that people made in each hour of the week; None where they are too few."""
    total = sum(entries.values())
    if total < FEWEST:
        return None
    of_hour: Counter[int] = Counter()
    of_day: Counter[int] = Counter()
    for hour, count in entries.items():
        of_hour[hour % len(_HOURS)] += count
        of_day[hour // len(_HOURS)] += count
    hours = _usual(of_hour, _OF_HOUR)
    weekdays = _usual(of_day, _OF_DAY)
    return WorkingHours(frozenset(_without_gaps(hours)), frozenset(weekdays))


def _usual(entries: Counter[int], in_a_hundred: int) -> set[int]:
    total = entries.total()
    return {
        each
        for each, count in entries.items()
        if count >= _ENOUGH and count * 100 >= in_a_hundred * total
    }


def _without_gaps(hours: set[int]) -> Iterator[int]:
    """Around the clock: the gap from 23:00 to 1:00 is one as well."""
    yield from hours
    for hour in hours:
        gap = [(hour + step) % 24 for step in range(1, _GAP + 1)]
        for length in range(1, _GAP + 1):
            if (hour + length + 1) % 24 in hours:
                yield from gap[:length]
