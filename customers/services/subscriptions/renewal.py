from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.services.operations import operation
from customers.services.subscriptions.changing import change_subscription
from customers.services.subscriptions.rules import (
    ensure_auto_renew_changeable,
    ensure_renewal_changeable,
    ensure_sold,
)

if TYPE_CHECKING:
    from customers.models import Subscription
    from customers.services.actors import Actor


@operation("customers.manage_lifecycle")
def set_auto_renew(
    *, actor: Actor, subscription_id: UUID, auto_renew: bool, version: int | None = None
) -> Subscription:
    """Say whether a new term follows when this one is over."""

    def change(subscription: Subscription, _now: datetime) -> None:
        subscription.auto_renew = auto_renew

    return change_subscription(
        subscription_id, change, actor=actor, version=version, rule=ensure_auto_renew_changeable
    )


@operation("customers.change_billing")
def change_renewal(
    *,
    actor: Actor,
    subscription_id: UUID,
    term: str,
    billing_cycle: str,
    version: int | None = None,
) -> Subscription:
    """Say for how long it renews and how it is billed from then on; nothing changes before."""

    def change(subscription: Subscription, _now: datetime) -> None:
        subscription.renewal_term = "" if term == subscription.term else term
        subscription.renewal_billing_cycle = (
            "" if billing_cycle == subscription.billing_cycle else billing_cycle
        )

    def rule(subscription: Subscription, now: datetime) -> None:
        ensure_renewal_changeable(subscription, now)
        ensure_sold(subscription.product, term=term, billing_cycle=billing_cycle)

    return change_subscription(subscription_id, change, actor=actor, version=version, rule=rule)
