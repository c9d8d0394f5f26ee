"""What the stock was: what it is now, without what was added since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from analytics.buckets import Bucket, months
from analytics.reports.ledger import Ledger, Movements, add_up, add_up_both, segments_of
from analytics.reports.segments import ONE_DAY, Segments
from analytics.reports.spans import month_ends
from customers.models import SubscriptionMovement

if TYPE_CHECKING:
    from analytics.reports.licenses.stock import Seats
    from analytics.scope import Scope
    from portal.figures import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    scope: Scope
    seats: Seats
    """Of now."""
    months: list[Bucket]
    """Of the period."""
    ends: list[Bucket]
    """At whose last days the stock is told."""
    flows: Ledger
    """By the product that each movement was about."""
    differences: Ledger
    """What takes the stock of now back to what it was."""

    @property
    def has_lists(self) -> bool:
        """Whether the list of movements up to a day adds up to the stock of that day."""
        return self.flows is self.differences

    def licenses_at(self, end: date) -> int:
        """After this day."""
        return self.seats.licenses - self._since(end, "seats")

    def assigned_at(self, end: date) -> int:
        return self.seats.assigned - self._since(end, "assigned")

    def sold(self, scope: Scope) -> int:
        """Seats bought; those given back are not deducted."""
        return self.flows.count("bought", (scope.start, scope.end))

    def _since(self, end: date, name: str) -> int:
        return self.differences.count(name, (end + ONE_DAY, None))

    def link(self, end: date, of: str) -> Link | None:
        return self.scope.during(None, end).link_to_movements(of) if self.has_lists else None


def read_history(scope: Scope, seats: Seats) -> History:
    start, end = scope.days()
    parts, ends = months(start, end), month_ends(start, end)
    before = scope.before()
    segments = segments_of(
        [
            (scope.start, scope.end),
            *((part.start, part.end) for part in (*parts, *ends)),
            *([(before.start, before.end)] if before else []),
        ]
    )
    flows, differences = add_up_both(
        scope, SubscriptionMovement.objects.all(), partial(_read, segments=segments)
    )
    return History(
        scope=scope, seats=seats, months=parts, ends=ends, flows=flows, differences=differences
    )


def _read(movements: Movements, segments: Segments) -> Ledger:
    return add_up(
        movements,
        segments,
        seats=Sum("active_quantity"),
        assigned=Sum("active_assigned_quantity"),
        bought=Sum("quantity", filter=Q(quantity__gt=0)),
        returned=Sum("quantity", filter=Q(quantity__lt=0)),
    )
