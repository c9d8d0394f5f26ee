"""Time cut at days of the reader's time zone, so that one query counts for many periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable

Since = Callable[[date], Q]
"""What happened on this day or later."""
ONE_DAY = timedelta(days=1)


class Segments:
    """The days at which time is cut; a segment goes up to the next of them, the last one on
    and on."""

    def __init__(self, cuts: Iterable[date]) -> None:
        self.cuts = sorted(set(cuts))
        self._places = {day: place for place, day in enumerate(self.cuts)}

    def number(self, since: Since) -> Combinable:
        """The number of a row's segment, by halving: with a hundred segments a row is compared
        seven times."""

        def among(first: int, after: int) -> Combinable:
            if after - first == 1:
                return Value(first, output_field=IntegerField())
            middle = (first + after) // 2
            return Case(
                When(since(self.cuts[middle]), then=among(middle, after)),
                default=among(first, middle),
            )

        return among(0, len(self.cuts))

    def within(self, start: date | None, end: date | None) -> range:
        """The segments from one day to another, both inclusive; both are such that time is cut
        there. None is an open end."""
        first = 0 if start is None else self._places[start]
        after = len(self.cuts) if end is None else self._places[end + ONE_DAY]
        return range(first, after)
