"""What happens to subscriptions at moments that a test sets, and what the report says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from analytics.reports.subscriptions import subscriptions_report
from analytics.scope import Scope
from customers.services import Actor
from customers.services.licenses import assign_licenses
from customers.services.orders import NewSubscription, order_trial, place_order
from customers.services.subscriptions import advance_subscription, due_subscriptions
from tests.analytics.reading import berlin
from tests.customers.making import make_product
from tests.customers.operations_table.making import make_user

if TYPE_CHECKING:
    from analytics.shapes import Report
    from customers.models import Customer, CustomerUser, Product, Subscription

A_DAY = timedelta(days=1)


def acting(moment: datetime) -> Actor:
    return Actor(application="Tests", at=moment)


def sold(
    customer: Customer,
    moment: datetime,
    quantity: int = 10,
    *,
    product: Product | None = None,
    starts_at: datetime | None = None,
    **line: Any,
) -> Subscription:
    """Ordered for a year; begun at once, if `starts_at` does not say otherwise."""
    product = product or make_product()
    usual = {"term": "P1Y", "billing_cycle": "monthly"}
    order = place_order(
        actor=acting(moment),
        customer_id=customer.pk,
        lines=[NewSubscription(product_id=product.pk, quantity=quantity, **usual | line)],
        starts_at=starts_at,
    )
    return order.lines.get().subscription


def ending(customer: Customer, day: str, *, auto_renew: bool = True) -> Subscription:
    """Sold a year before, so that the term ends with this day of UTC."""
    start = datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC) + timedelta(days=1)
    held = sold(customer, start.replace(year=start.year - 1), auto_renew=auto_renew)
    assert held.commitment_end_at
    assert held.commitment_end_at.date().isoformat() == day
    return held


def make_trial_product(**values: Any) -> Product:
    """Of 25 seats, for 30 days; what is paid for afterwards is Microsoft 365 E3."""
    usual = {
        "name": "Trial of E3",
        "is_trial": True,
        "maximum_quantity": 25,
        "converts_to": values.pop("converts_to", None) or make_product(),
    }
    return make_product(**usual | values)


def tried(customer: Customer, moment: datetime, product: Product | None = None) -> Subscription:
    product = product or make_trial_product()
    order = order_trial(actor=acting(moment), customer_id=customer.pk, product_id=product.pk)
    return order.lines.get().subscription


def then(
    operation: Callable[..., Any], subscription: Subscription, moment: datetime, **values: Any
) -> None:
    operation(actor=acting(moment), subscription_id=subscription.pk, **values)


def assign(held: Subscription, users: Iterable[CustomerUser], moment: datetime) -> None:
    then(assign_licenses, held, moment, user_ids=[user.pk for user in users])


def assign_to_new(held: Subscription, number: int, moment: datetime) -> list[CustomerUser]:
    """Licenses to users who are there for them."""
    there = berlin("2026-01-01 00:00")
    users = [make_user(held.customer, changed_at=there) for _user in range(number)]
    assign(held, users, moment)
    return users


def time_passes(moment: datetime) -> None:
    """What is due by then happens, as the timer would have it."""
    for key in due_subscriptions(moment):
        advance_subscription(actor=acting(moment), subscription_id=key)


def report(start: str = "", end: str = "", **narrowed: Any) -> Report:
    """Of a period of the reader's days; an end that is not given is open."""
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    return subscriptions_report(Scope(start=days[0], end=days[1], **narrowed))
