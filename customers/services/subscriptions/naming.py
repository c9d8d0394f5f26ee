from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.services.operations import operation
from customers.services.subscriptions.changing import change_subscription
from customers.services.subscriptions.rules import ensure_active

if TYPE_CHECKING:
    from customers.models import Subscription
    from customers.services.actors import Actor


@operation("customers.manage_lifecycle")
def rename(
    *, actor: Actor, subscription_id: UUID, name: str, version: int | None = None
) -> Subscription:
    """Give it another name."""

    def change(subscription: Subscription, _now: datetime) -> None:
        changed = subscription.name != name
        subscription.name = name
        if changed:
            ensure_active(subscription.status)

    return change_subscription(
        subscription_id, change, actor=actor, version=version, checked=("name",)
    )
