"""What the movements of subscriptions add up to between any days."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum

from activitylog.keys import floor_key
from activitylog.periods import start_of
from analytics.reports.ledger import Ledger, Row, add_up
from customers.models import SubscriptionMovement
from customers.states import LEAVING, MovementKind

if TYPE_CHECKING:
    from analytics.reports.segments import Segments
    from analytics.scope import Scope

ENTERING = (MovementKind.CREATED, MovementKind.CONVERTED, MovementKind.REACTIVATED)
"""What adds to those that are paid for."""
BUYING = (MovementKind.CREATED, MovementKind.SEATS_ADDED, MovementKind.CONVERTED)
"""What seats are bought with."""
BOUGHT = {"seats": "more"}
"""The filter of the list of movements that finds those of seats bought."""
_SUSPENDED: dict[str, int] = {
    MovementKind.SUSPENDED: 1,
    MovementKind.REACTIVATED: -1,
    MovementKind.ENDED_SUSPENDED: -1,
}
_OF_STOCK = (*ENTERING, *LEAVING, MovementKind.BEGUN, MovementKind.ENDED_SUSPENDED)
_COUNTED = (*_OF_STOCK, MovementKind.RENEWED, MovementKind.SEATS_ADDED)


@dataclass(frozen=True, slots=True)
class Moves:
    """All from `start` to `end`, both inclusive; None is an open end."""

    ledger: Ledger

    def count(
        self,
        kinds: Collection[str],
        start: date | None,
        end: date | None,
        *,
        is_trial: bool | None = None,
    ) -> int:
        """How many movements of these kinds."""
        rows = self.ledger.within((start, end), kinds)
        return sum(row["count"] for row in rows if is_trial in (None, row["is_trial"]))

    def bought(self, start: date | None, end: date | None) -> int:
        """How many seats were bought; those given back are not deducted."""
        return self.ledger.count("bought", (start, end))

    def active(self, start: date | None, end: date | None = None) -> int:
        """By how many there are more active subscriptions."""
        return self.ledger.count("active", (start, end))

    def active_paid(self, start: date | None, end: date | None = None) -> int:
        return self._sum(_active_paid, start, end)

    def suspended(self, start: date | None, end: date | None = None) -> int:
        return self._sum(_suspended, start, end)

    def _sum(self, value: Callable[[Row], int], start: date | None, end: date | None) -> int:
        return sum(value(row) for row in self.ledger.within((start, end)))


def _active_paid(row: Row) -> int:
    count, active = int(row["count"]), int(row["active"])
    # A trial that is converted was active before, but not paid for.
    if row["kind"] == MovementKind.CONVERTED:
        return count
    return 0 if row["is_trial"] else active


def _suspended(row: Row) -> int:
    return _SUSPENDED.get(row["kind"], 0) * int(row["count"])


def read_moves(scope: Scope, segments: Segments) -> tuple[Moves, Moves]:
    """What moved, by the product that it was about then, as the list of movements shows it; and
    what moved the subscriptions that are in scope today, whatever product they had then: only so
    it takes today's stock back to what it was."""
    moved = _read(scope.of(SubscriptionMovement.objects.all()), segments, _COUNTED)
    if not scope.families and not scope.product:
        return moved, moved
    rows = SubscriptionMovement.objects.filter(subscription__in=scope.subscriptions())
    return moved, _read(rows, segments, _OF_STOCK)


def _read(
    rows: QuerySet[SubscriptionMovement], segments: Segments, kinds: Collection[str]
) -> Moves:
    counted = rows.filter(id__gte=floor_key(start_of(segments.cuts[0])), kind__in=kinds)
    return Moves(
        add_up(
            counted,
            segments,
            "kind",
            "is_trial",
            count=Count("pk"),
            bought=Sum("quantity", filter=Q(quantity__gt=0)),
            active=Sum("active_subscriptions"),
        )
    )
