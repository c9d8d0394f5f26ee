"""What the stock was: what it is now, without what was added since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from analytics.reports import history
from analytics.reports.ledger import Ledger, Movements, add_up
from analytics.reports.licenses.stock import Seats
from analytics.reports.segments import ONE_DAY
from customers.models import SubscriptionMovement

if TYPE_CHECKING:
    from datetime import date

    from analytics.reports.segments import Segments
    from analytics.scope import Scope
    from portal.figures import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class History(history.History):
    seats: Seats
    """Of now."""

    def seats_at(self, end: date) -> Seats:
        """After this day; what they cost is not known."""
        return Seats(
            self.seats.licenses - self._since(end, "seats"),
            self.seats.assigned - self._since(end, "assigned"),
        )

    def sold(self, scope: Scope) -> int:
        """Seats bought; those given back are not deducted."""
        return self.moved.count("bought", (scope.start, scope.end))

    def _since(self, end: date, name: str) -> int:
        return self.differences.count(name, (end + ONE_DAY, None))

    def link(self, end: date, of: str) -> Link | None:
        return self.scope.during(None, end).link_to_movements(of) if self.has_lists else None


def read_history(scope: Scope, seats: Seats) -> History:
    return History.of(scope, SubscriptionMovement.objects.all(), _read, seats=seats)


def _read(movements: Movements, segments: Segments) -> Ledger:
    return add_up(
        movements,
        segments,
        seats=Sum("active_quantity"),
        assigned=Sum("active_assigned_quantity"),
        bought=Sum("quantity", filter=Q(quantity__gt=0)),
        returned=Sum("quantity", filter=Q(quantity__lt=0)),
    )
