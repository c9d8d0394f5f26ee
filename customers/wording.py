"""What subscriptions are like, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from portal.numbers import grouped, money_text

if TYPE_CHECKING:
    from customers.models import Product, Subscription


def day_text(moment: datetime) -> str:
    """The day in UTC: a term ends with the same day for every reader."""
    return date_format(moment.astimezone(UTC), pgettext("format of a day", "j M Y"))


def end_text(subscription: Subscription) -> str:
    """When it renews or ends; empty where neither is ahead."""
    end = subscription.commitment_end_at
    if end is None or not (subscription.renews or subscription.ends):
        return ""
    if subscription.renews:
        return day_text(end)
    return gettext("ends %(day)s") % {"day": day_text(end)}


def list_price_text(subscription: Subscription) -> str:
    """What it costs a month: 60 × 32.10 EUR = 1,926.00 EUR a month, list price before tax."""
    if subscription.is_trial:
        return gettext("free of charge")
    return gettext("%(count)s × %(price)s = %(sum)s a month, list price before tax") % {
        "count": grouped(subscription.quantity),
        "price": money_text(subscription.unit_price, subscription.currency),
        "sum": money_text(subscription.monthly_price, subscription.currency),
    }


def price_text(product: Product, quantity: int) -> str:
    """What so many seats of it cost today."""
    return gettext("%(count)s × %(price)s = %(sum)s a month, list price before tax") % {
        "count": grouped(quantity),
        "price": money_text(product.list_price, product.currency),
        "sum": money_text(product.list_price * quantity, product.currency),
    }


def monthly_value_text(subscriptions: Iterable[Subscription], currency: str) -> str:
    """What they cost a month together, in each currency there is."""
    sums: dict[str, Decimal] = {}
    for subscription in subscriptions:
        price = subscription.monthly_price
        sums[subscription.currency] = sums.get(subscription.currency, Decimal(0)) + price
    amounts = (
        money_text(amount, unit) for unit, amount in (sums or {currency: Decimal(0)}).items()
    )
    return gettext("%(sum)s a month") % {"sum": " + ".join(amounts)}
