from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.services.operations import operation
from customers.services.subscriptions import stages
from customers.services.subscriptions.changing import change_subscription
from customers.services.subscriptions.rules import (
    ensure_cancellable,
    ensure_reactivatable,
    ensure_suspendable,
)
from customers.states import Status

if TYPE_CHECKING:
    from customers.models import Subscription
    from customers.services.actors import Actor


@operation("customers.manage_lifecycle")
def suspend(*, actor: Actor, subscription_id: UUID, version: int | None = None) -> Subscription:
    """Stop the service. It is billed on, and what was instructed for its renewal is dropped."""

    def change(subscription: Subscription, now: datetime) -> None:
        if subscription.status != Status.SUSPENDED:
            stages.suspend(subscription, now)

    return change_subscription(
        subscription_id, change, actor=actor, version=version, rule=ensure_suspendable
    )


@operation("customers.manage_lifecycle")
def reactivate(*, actor: Actor, subscription_id: UUID, version: int | None = None) -> Subscription:
    """Let a suspended subscription go on, before its term is over."""

    def change(subscription: Subscription, _now: datetime) -> None:
        stages.reactivate(subscription)

    return change_subscription(
        subscription_id, change, actor=actor, version=version, rule=ensure_reactivatable
    )


@operation("customers.cancel_subscription")
def cancel(*, actor: Actor, subscription_id: UUID, version: int | None = None) -> Subscription:
    """End it at once, within 7 days after purchase or renewal; trials and what has not begun
    yet at any time. This is final."""

    def change(subscription: Subscription, now: datetime) -> None:
        if subscription.status != Status.DELETED:
            stages.delete(subscription, now)

    return change_subscription(
        subscription_id, change, actor=actor, version=version, rule=ensure_cancellable
    )
