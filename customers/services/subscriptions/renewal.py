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
    term: str | None = None,
    billing_cycle: str | None = None,
    version: int | None = None,
) -> Subscription:
    """Say for how long it renews and how it is billed from then on; nothing changes before.

    Empty: as it is now. None: as it was said before.
    """

    def wanted(row: Subscription) -> tuple[str, str]:
        return (
            (row.renewal_term if term is None else term) or row.term,
            (row.renewal_billing_cycle if billing_cycle is None else billing_cycle)
            or row.billing_cycle,
        )

    def change(row: Subscription, _now: datetime) -> None:
        next_term, next_cycle = wanted(row)
        row.renewal_term = "" if next_term == row.term else next_term
        row.renewal_billing_cycle = "" if next_cycle == row.billing_cycle else next_cycle

    def rule(row: Subscription, now: datetime) -> None:
        ensure_renewal_changeable(row, now)
        next_term, next_cycle = wanted(row)
        ensure_sold(row.product, term=next_term, billing_cycle=next_cycle)

    return change_subscription(subscription_id, change, actor=actor, version=version, rule=rule)
