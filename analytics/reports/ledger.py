"""What movements add up to in each segment of time, by one query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, F, Q, QuerySet

from activitylog.keys import floor_key
from activitylog.periods import start_of
from analytics.reports.segments import ONE_DAY, Segments
from customers.models import SubscriptionMovement
from customers.states import GOING_ON
from portal.numbers import CENT

if TYPE_CHECKING:
    from analytics.scope import Scope

Span = tuple[date | None, date | None]
"""Days of the reader's time zone, both inclusive; None is an open end."""
Row = Mapping[str, Any]
Movements = QuerySet[SubscriptionMovement]


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


def segments_of(spans: Collection[Span], *cuts: date) -> Segments:
    """Time cut so that each of these can be added up, and at further days."""
    starts = [start for start, _end in spans if start]
    return Segments([*cuts, *starts, *(end + ONE_DAY for _start, end in spans if end)])


def add_up(movements: Movements, segments: Segments, *by: str, **sums: Aggregate) -> Ledger:
    """The sums of each segment, of each value of the fields in `by`."""
    rows: list[list[Row]] = [[] for _cut in segments.cuts]
    found = movements.order_by().values(*by, segment=segments.number(_since)).annotate(**sums)
    for row in found:
        rows[row["segment"]].append(row)
    return Ledger(segments, rows)


def add_up_both(
    scope: Scope, movements: Movements, read: Callable[[Movements], Ledger]
) -> tuple[Ledger, Ledger]:
    """What moved, by the product that each movement was about, as the list of movements shows it;
    and what takes the stock of now back to what it was: what moved the subscriptions that are in
    scope now, whatever product they had then. Where both are the same movements, it is one ledger.
    """
    moved = read(scope.of(movements))
    if not _are_apart(scope, movements):
        return moved, moved
    return moved, read(movements.filter(subscription__in=scope.subscriptions()))


def _are_apart(scope: Scope, movements: Movements) -> bool:
    """Whether a movement is in scope and its subscription is not, or the reverse."""
    if not scope.families and not scope.product:
        return False
    gone_on = SubscriptionMovement.objects.filter(kind__in=GOING_ON).order_by()
    # Customers stay the same: only the product can tell the two apart, and products are few.
    of_customers = replace(scope, families=(), product="").of(movements)
    products = scope.products()
    then, now = Q(product__in=products), Q(subscription__product__in=products)
    apart = (
        of_customers.filter(subscription__in=gone_on.values("subscription"))
        .exclude(product=F("subscription__product"))
        .filter((then & ~now) | (~then & now))
    )
    # Mostly there is none: who expects to find one soon looks through all movements one by one.
    return apart.count() > 0


def _since(day: date) -> Q:
    # The key is ordered by the moment.
    return Q(id__gte=floor_key(start_of(day)))
