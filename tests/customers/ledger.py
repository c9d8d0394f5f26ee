"""Lives of subscriptions in made-up time, and the movements that they leave."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from customers.models import Customer, Order, Subscription, SubscriptionMovement
from customers.models.movement import FIGURES
from customers.services import Actor
from customers.services.orders import MoreSeats, NewSubscription, place_order
from tests.customers.operations_table.making import sold


def day(text: str) -> datetime:
    """Nine o'clock of a day: "2026-03-01"; or a moment of it: "2026-03-01 23:59:59"."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return moment if len(text) > 10 else moment.replace(hour=9)


def on(text: str) -> Actor:
    """Who acts on a day."""
    return Actor(application="test", at=day(text))


def line(**values: Any) -> NewSubscription:
    """Ten seats for a year at 32.10 a month, if not said otherwise."""
    usual = {"quantity": 10, "term": "P1Y", "billing_cycle": "monthly"}
    product_id = values.pop("product_id", None) or sold().pk
    return NewSubscription(product_id=product_id, **{**usual, **values})


def ordered(
    customer: Customer, when: str, *lines: NewSubscription | MoreSeats, **values: Any
) -> Order:
    return place_order(actor=on(when), customer_id=customer.pk, lines=lines or [line()], **values)


def bought(customer: Customer, when: str, **values: Any) -> Subscription:
    return ordered(customer, when, line(**values)).lines.get().subscription


def do(operation: Any, subscription: Subscription, when: str, **arguments: Any) -> None:
    operation(actor=on(when), subscription_id=subscription.pk, **arguments)


def ledger(subscription: Subscription) -> list[dict[str, Any]]:
    """Its movements in the order in which they took effect, as kind, moment and what is not 0."""
    rows = SubscriptionMovement.objects.filter(subscription=subscription)
    return [told(row) for row in rows.order_by("id")]


def told(row: SubscriptionMovement) -> dict[str, Any]:
    figures = {name: getattr(row, name) for name in FIGURES}
    moved = {name: figure for name, figure in figures.items() if figure}
    trial = {"is_trial": True} if row.is_trial else {}
    return {"kind": row.kind, "at": row.occurred_at, **trial, **moved}


def last(subscription: Subscription) -> dict[str, Any]:
    """The movement of the last change: told without the moment where it is that of the change."""
    return ledger(subscription)[-1]


def movement(kind: str, when: str, **figures: Any) -> dict[str, Any]:
    """As `ledger` tells it; money is written as text."""
    return {
        "kind": kind,
        "at": day(when),
        **{
            name: Decimal(figure) if isinstance(figure, str) else figure
            for name, figure in figures.items()
        },
    }
