"""What movements add up to in each segment of time, by one query."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Q, QuerySet

from activitylog.keys import floor_key
from activitylog.periods import start_of
from analytics.reports.segments import ONE_DAY, Segments
from portal.moments import EARLIEST

if TYPE_CHECKING:
    from customers.models import SubscriptionMovement

CENT = Decimal("0.01")
Span = tuple[date | None, date | None]
"""Days of the reader's time zone, both inclusive; None is an open end."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ledger:
    segments: Segments
    rows: Sequence[Sequence[Row]]
    """Of each segment."""

    def count(self, name: str, span: Span, kinds: Collection[str] | None = None) -> int:
        return sum(row[name] or 0 for row in self.within(span, kinds))

    def money(self, name: str, span: Span, kinds: Collection[str] | None = None) -> Decimal:
        """To the cent: SQLite adds up amounts as floating-point numbers."""
        found = (row[name] or Decimal(0) for row in self.within(span, kinds))
        return sum(found, Decimal(0)).quantize(CENT)

    def within(self, span: Span, kinds: Collection[str] | None = None) -> Iterator[Row]:
        for place in self.segments.within(*span):
            for row in self.rows[place]:
                if kinds is None or row["kind"] in kinds:
                    yield row


def segments_of(spans: Collection[Span]) -> Segments:
    """Time, from its beginning, cut so that each of these can be added up."""
    starts = [start for start, _end in spans if start]
    return Segments([EARLIEST, *starts, *(end + ONE_DAY for _start, end in spans if end)])


def add_up(
    movements: QuerySet[SubscriptionMovement], segments: Segments, *by: str, **sums: Aggregate
) -> Ledger:
    """The sums of each segment, of each value of the fields in `by`."""
    rows: list[list[Row]] = [[] for _cut in segments.cuts]
    found = movements.order_by().values(*by, segment=segments.number(_since)).annotate(**sums)
    for row in found:
        rows[row["segment"]].append(row)
    return Ledger(segments, rows)


def _since(day: date) -> Q:
    # The key is ordered by the moment.
    return Q(id__gte=floor_key(start_of(day)))
