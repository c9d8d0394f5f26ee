"""What seats are counted for: what it is called, and how lists are narrowed to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from analytics.reports.licenses.stock import Seats, active, seats_by
from analytics.shapes import Cell
from customers.models import Customer, Product
from customers.prices import FREE
from customers.states import NOTHING

if TYPE_CHECKING:
    from analytics.scope import Scope

MOST = 10


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    filters: dict[str, Any]
    """Of the list of subscriptions."""
    key: str
    seats: Seats

    @property
    def head(self) -> Cell:
        return Cell(self.name, key=self.key)


def products(found: Iterable[tuple[UUID, Seats]]) -> list[Named]:
    pairs = list(found)
    rows = Product.objects.in_bulk([key for key, _seats in pairs])
    return [
        Named(rows[key].name, {"sku": rows[key].sku}, rows[key].sku, seats) for key, seats in pairs
    ]


def countries(scope: Scope) -> list[Named]:
    found = seats_by(active(scope), "customer__country")
    most = sorted(found.items(), key=lambda pair: (-pair[1].licenses, pair[0]))
    return [
        Named(code or _("No country"), {"country": code or NOTHING}, code, seats)
        for code, seats in most[:MOST]
    ]


def customers_with_unassigned(scope: Scope) -> list[Named]:
    most = (
        active(scope)
        .filter(quantity__gt=F("assigned_quantity"))
        .values("customer_id")
        .annotate(unassigned=Sum(FREE))
        .order_by("-unassigned", "customer_id")
        .values_list("customer_id", flat=True)
    )
    keys = list(most[:MOST])
    seats = seats_by(active(scope).filter(customer__in=keys), "customer_id")
    rows = Customer.objects.in_bulk(keys)
    return [
        Named(rows[key].name or str(key), {"customer": key}, str(key), seats[key]) for key in keys
    ]


def largest(by_product: dict[UUID, Seats], *, unassigned: bool = False) -> list[tuple[UUID, Seats]]:
    """Those with the most seats, or with the most unassigned ones, and at least one."""

    def count(seats: Seats) -> int:
        return seats.unassigned if unassigned else seats.licenses

    found = [(key, seats) for key, seats in by_product.items() if count(seats)]
    return sorted(found, key=lambda pair: (-count(pair[1]), str(pair[0])))[:MOST]
