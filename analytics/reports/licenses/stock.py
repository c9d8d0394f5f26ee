"""The seats of active subscriptions, as they are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from analytics.reports.meanings import ACTIVE
from customers.prices import FREE, price_of
from portal.numbers import CENT

if TYPE_CHECKING:
    from analytics.scope import Scope
    from customers.models import Subscription

WITH_UNASSIGNED: dict[str, Any] = {**ACTIVE.filters, "unassigned": "some"}
"""Filters of the list of subscriptions."""


@dataclass(slots=True)
class Seats:
    licenses: int = 0
    assigned: int = 0
    unassigned_prices: dict[str, Decimal] = field(default_factory=dict)
    """A month, for each currency in which something is unassigned; trials cost nothing."""

    @property
    def unassigned(self) -> int:
        return self.licenses - self.assigned

    def add_price(self, currency: str, price: Decimal) -> None:
        known = self.unassigned_prices.get(currency, Decimal(0))
        self.unassigned_prices[currency] = known + price


@dataclass(frozen=True, slots=True)
class Stock:
    """Of all products together, and of each."""

    seats: Seats
    by_product: dict[UUID, Seats]

    @property
    def currencies(self) -> list[str]:
        """In which something is unassigned: first where it is most."""
        prices = self.seats.unassigned_prices
        return sorted(prices, key=lambda currency: (-prices[currency], currency))


def read_stock(scope: Scope) -> Stock:
    by_product = seats_by(active(scope), "product_id")
    return Stock(together(by_product.values()), by_product)


def together(parts: Iterable[Seats]) -> Seats:
    found = Seats()
    for part in parts:
        found.licenses += part.licenses
        found.assigned += part.assigned
        for currency, price in part.unassigned_prices.items():
            found.add_price(currency, price)
    return found


def seats_by(subscriptions: QuerySet[Subscription], name: str) -> dict[Any, Seats]:
    """Those of each value of a field."""
    found: defaultdict[Any, Seats] = defaultdict(Seats)
    rows = subscriptions.values(name, "currency").annotate(
        seats=Sum("quantity"),
        assigned=Sum("assigned_quantity"),
        price=Sum(price_of(FREE)),
    )
    for row in rows:
        part = found[row[name]]
        part.licenses += row["seats"]
        part.assigned += row["assigned"]
        if row["price"]:
            part.add_price(row["currency"], row["price"].quantize(CENT))
    return dict(found)


def active(scope: Scope) -> QuerySet[Subscription]:
    return scope.subscriptions().filter(ACTIVE.rows).order_by()
