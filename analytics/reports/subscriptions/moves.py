"""What the movements of subscriptions add up to between any days."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from activitylog.keys import floor_key
from activitylog.periods import start_of
from analytics.reports.ledger import Ledger, Movements, Row, add_up, add_up_both
from customers.models import SubscriptionMovement
from customers.states import LEAVING, MovementKind

if TYPE_CHECKING:
    from analytics.reports.segments import Segments
    from analytics.scope import Scope

ENTERING = (MovementKind.CREATED, MovementKind.CONVERTED, MovementKind.REACTIVATED)
"""What adds to those that are paid for."""
BUYING = (MovementKind.CREATED, MovementKind.SEATS_ADDED, MovementKind.CONVERTED)
"""What seats are bought with."""
_SUSPENDED: dict[str, int] = {
    MovementKind.SUSPENDED: 1,
    MovementKind.REACTIVATED: -1,
    MovementKind.ENDED_SUSPENDED: -1,
}
_COUNTED = (
    *ENTERING,
    *LEAVING,
    MovementKind.BEGUN,
    MovementKind.ENDED_SUSPENDED,
    MovementKind.RENEWED,
    MovementKind.SEATS_ADDED,
)


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
    """What moved, and what takes the stock of now back to what it was."""
    moved, differences = add_up_both(
        scope, SubscriptionMovement.objects.all(), partial(_read, segments=segments)
    )
    return Moves(moved), Moves(differences)


def _read(movements: Movements, segments: Segments) -> Ledger:
    since = floor_key(start_of(segments.cuts[0]))
    return add_up(
        movements.filter(id__gte=since, kind__in=_COUNTED),
        segments,
        "kind",
        "is_trial",
        count=Count("pk"),
        bought=Sum("quantity", filter=Q(quantity__gt=0)),
        active=Sum("active_subscriptions"),
    )
