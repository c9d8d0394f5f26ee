"""The monthly recurring revenue of now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import DecimalField, ExpressionWrapper, F, Sum

from analytics.reports.ledger import CENT
from customers.states import Status

if TYPE_CHECKING:
    from analytics.scope import Scope
    from portal.figures import Link

PAID: dict[str, Any] = {"status": Status.ACTIVE, "is_trial": "false"}
"""Filters of the list of subscriptions."""
_PRICE = ExpressionWrapper(F("quantity") * F("unit_price"), output_field=DecimalField())


def read_mrr(scope: Scope, currency: str) -> Decimal:
    paid = scope.subscriptions().filter(status=Status.ACTIVE, is_trial=False, currency=currency)
    mrr: Decimal = paid.aggregate(mrr=Sum(_PRICE, default=Decimal(0)))["mrr"]
    return mrr.quantize(CENT)


def link_to_mrr(scope: Scope, currency: str) -> Link:
    return scope.link_to_subscriptions(f"monthly_price:{currency}", **PAID, currency=currency)
