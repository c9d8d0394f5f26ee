"""The monthly recurring revenue of now."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Sum

from analytics.reports.meanings import ACTIVE_PAID
from customers.prices import price_of
from portal.numbers import CENT

if TYPE_CHECKING:
    from analytics.scope import Scope
    from portal.figures import Link


def read_mrr(scope: Scope, currency: str) -> Decimal:
    paid = scope.subscriptions().filter(ACTIVE_PAID.rows, currency=currency)
    mrr: Decimal = paid.aggregate(mrr=Sum(price_of(F("quantity")), default=Decimal(0)))["mrr"]
    return mrr.quantize(CENT)


def link_to_mrr(scope: Scope, currency: str) -> Link:
    return scope.link_to_subscriptions(
        f"monthly_price:{currency}", **ACTIVE_PAID.filters, currency=currency
    )


def link_to_what_recurs(scope: Scope, currency: str) -> Link:
    """The same list, for what is computed from its amount."""
    return replace(link_to_mrr(scope, currency), of="")
