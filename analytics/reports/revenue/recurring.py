"""The monthly recurring revenue of now."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, Sum

from analytics.reports.ledger import CENT
from customers.states import Status

if TYPE_CHECKING:
    from analytics.scope import Scope
    from portal.figures import Link

_PRICE = ExpressionWrapper(F("quantity") * F("unit_price"), output_field=DecimalField())
PAID: dict[str, Any] = {"status": Status.ACTIVE, "is_trial": "false"}
"""Filters of the list of subscriptions."""


@dataclass(frozen=True, slots=True)
class Recurring:
    mrr: Decimal
    elsewhere: dict[str, int]
    """How many active subscriptions there are in each other currency."""


def read_recurring(scope: Scope, currency: str) -> Recurring:
    rows = (
        scope.subscriptions()
        .filter(status=Status.ACTIVE)
        .order_by()
        .values(code=F("currency"))
        .annotate(count=Count("pk"), mrr=Sum(_PRICE, filter=Q(is_trial=False)))
        .order_by("-count", "code")
    )
    found = {row["code"]: row for row in rows}
    here = found.pop(currency, None)
    mrr: Decimal | None = here["mrr"] if here else None
    return Recurring(
        mrr=(mrr or Decimal(0)).quantize(CENT),
        elsewhere={code: row["count"] for code, row in found.items()},
    )


def link_to_mrr(scope: Scope, currency: str) -> Link:
    return scope.link_to_subscriptions(f"monthly_price:{currency}", **PAID, currency=currency)
