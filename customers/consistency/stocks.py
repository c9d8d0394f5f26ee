"""Whether the movements of a subscription come to what it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Sum

from customers.models import SubscriptionMovement
from customers.services.movements import Standing
from portal.numbers import CENT

if TYPE_CHECKING:
    from customers.models import Subscription

Stock = dict[str, Decimal]
"""Figures by name; prices by name and currency, such as "monthly_price:EUR"."""

COUNTED = ("quantity", "active_subscriptions", "active_quantity", "active_assigned_quantity")


def stocks(keys: Collection[UUID]) -> Mapping[UUID, Stock]:
    """What the movements of each come to; what comes to nothing is left out."""
    rows = SubscriptionMovement.objects.filter(subscription__in=keys)
    sums = {name: Sum(name) for name in (*COUNTED, "monthly_price")}
    found: dict[UUID, Stock] = defaultdict(dict)
    row: Any
    for row in rows.values("subscription", "currency").order_by().annotate(**sums):
        stock = found[row["subscription"]]
        for name in COUNTED:
            stock[name] = stock.get(name, Decimal(0)) + row[name]
        # SQLite adds them up as binary fractions.
        stock[f"monthly_price:{row['currency']}"] = row["monthly_price"].quantize(CENT)
    return found


def stock_of(row: Subscription) -> Stock:
    now = Standing.of(row)
    return {
        **{name: Decimal(getattr(now, name)) for name in COUNTED},
        f"monthly_price:{row.currency}": now.monthly_price,
    }


def stock_wrong(row: Subscription, moved: Stock) -> str:
    """The first figure to which the movements do not come; "" if they come to all."""
    now = stock_of(row)
    for name in dict.fromkeys((*now, *moved)):
        is_now, came_to = now.get(name, Decimal(0)), moved.get(name, Decimal(0))
        if is_now != came_to:
            return f"{name} is {is_now}, but its movements come to {came_to}"
    return ""
