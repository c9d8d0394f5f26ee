"""A customer's key figures: of the subscriptions that run now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from customers.models import Subscription
from customers.prices import price_of
from customers.states import Status
from portal.numbers import money_text

if TYPE_CHECKING:
    from customers.models import Customer

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Figures:
    active: int
    seats: int
    assigned: int
    renewing: int
    monthly: list[str]
    """What a month costs, in each currency."""


def figures(customer: Customer) -> Figures:
    """One query: a row for each currency, of which there is mostly one."""
    soon = timezone.now() + SOON
    active = Subscription.objects.filter(customer=customer, status=Status.ACTIVE)
    by_currency = (
        active.order_by("currency")
        .values("currency")
        .annotate(
            active=Count("pk"),
            seats=Sum("quantity"),
            assigned=Sum("assigned_quantity"),
            renewing=Count("pk", filter=Q(auto_renew=True, commitment_end_at__lte=soon)),
            monthly=Sum(price_of(F("quantity")), filter=Q(is_trial=False)),
        )
    )
    return _added_up(customer, by_currency)


def _added_up(customer: Customer, rows: Iterable[Mapping[str, Any]]) -> Figures:
    totals = {"active": 0, "seats": 0, "assigned": 0, "renewing": 0}
    monthly: list[str] = []
    for row in rows:
        for name in totals:
            totals[name] += row[name]
        if row["monthly"] is not None:
            monthly.append(money_text(row["monthly"], row["currency"]))
    return Figures(**totals, monthly=monthly or [money_text(Decimal(0), customer.currency)])
