from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.services.operations import operation
from customers.services.subscriptions.changing import change_subscription
from customers.services.subscriptions.refunds import (
    add_refundable,
    give_back,
    refundable_quantity,
)
from customers.services.subscriptions.rules import (
    ensure_quantity,
    ensure_quantity_changeable,
    ensure_refundable,
    ensure_seats_are_free,
)

if TYPE_CHECKING:
    from customers.models import Subscription
    from customers.services.actors import Actor


@operation("customers.change_quantity")
def change_quantity(
    *, actor: Actor, subscription_id: UUID, quantity: int, version: int | None = None
) -> Subscription:
    """Have more seats, or fewer: as many as were bought, renewed or added in the last 7 days."""

    def change(subscription: Subscription, now: datetime) -> None:
        set_quantity(subscription, quantity, now)

    return change_subscription(subscription_id, change, actor=actor, version=version)


def set_quantity(subscription: Subscription, quantity: int, now: datetime) -> None:
    """Write the new number of seats into a locked subscription. Raise Broken."""
    before = subscription.quantity
    if quantity == before:
        return
    subscription.quantity = quantity
    ensure_quantity_changeable(subscription, now)
    ensure_quantity(subscription.product, quantity)
    if quantity > before:
        add_refundable(subscription, quantity - before, now)
        return
    ensure_seats_are_free(subscription, quantity)
    ensure_refundable(before - quantity, refundable_quantity(subscription, now))
    give_back(subscription, before - quantity, now)
