"""What the movements of subscriptions add up to, in each segment of time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum

from activitylog.keys import floor_key
from activitylog.periods import start_of
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
_SUSPENDED = {
    MovementKind.SUSPENDED: 1,
    MovementKind.REACTIVATED: -1,
    MovementKind.ENDED_SUSPENDED: -1,
}
_OF_STOCK = (*ENTERING, *LEAVING, MovementKind.BEGUN, MovementKind.ENDED_SUSPENDED)
_COUNTED = (*_OF_STOCK, MovementKind.RENEWED, MovementKind.SEATS_ADDED)


@dataclass(frozen=True, slots=True)
class Total:
    """What one kind of movement adds up to in one segment."""

    segment: int
    kind: str
    is_trial: bool
    count: int
    bought: int
    """Seats bought; those given back are not deducted."""
    active: int
    """By how many there are more active subscriptions."""

    @property
    def active_paid(self) -> int:
        # A trial that is converted was active before, but not paid for.
        if self.kind == MovementKind.CONVERTED:
            return self.count
        return 0 if self.is_trial else self.active

    @property
    def suspended(self) -> int:
        return _SUSPENDED.get(MovementKind(self.kind), 0) * self.count


class Ledger:
    def __init__(self, segments: Segments, totals: Iterable[Total]) -> None:
        self.segments = segments
        self._totals: list[list[Total]] = [[] for _cut in segments.cuts]
        for total in totals:
            self._totals[total.segment].append(total)

    def sum(
        self, value: Callable[[Total], int], start: date | None, end: date | None = None
    ) -> int:
        """Of the days from `start` to `end`, both inclusive; None is an open end."""
        within = self.segments.within(start, end)
        return sum(value(total) for place in within for total in self._totals[place])

    def count(
        self,
        kinds: Collection[str],
        start: date | None,
        end: date | None,
        *,
        is_trial: bool | None = None,
    ) -> int:
        """How many movements of these kinds."""

        def counted(total: Total) -> int:
            fits = total.kind in kinds and is_trial in (None, total.is_trial)
            return total.count if fits else 0

        return self.sum(counted, start, end)

    def bought(self, start: date | None, end: date | None) -> int:
        """How many seats were bought."""
        return self.sum(lambda total: total.bought, start, end)


def read_ledgers(scope: Scope, segments: Segments) -> tuple[Ledger, Ledger]:
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
) -> Ledger:
    def since(day: date) -> Q:
        return Q(id__gte=floor_key(start_of(day)))

    totals = (
        rows.filter(since(segments.cuts[0]), kind__in=kinds)
        .order_by()
        .values("kind", "is_trial", segment=segments.number(since))
        .annotate(
            count=Count("pk"),
            bought=Sum("quantity", filter=Q(quantity__gt=0), default=0),
            active=Sum("active_subscriptions"),
        )
        .values_list("segment", "kind", "is_trial", "count", "bought", "active")
    )
    return Ledger(segments, (Total(*total) for total in totals))
