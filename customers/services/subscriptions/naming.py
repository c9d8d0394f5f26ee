from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.services.operations import operation
from customers.services.subscriptions.changing import change_subscription
from customers.services.subscriptions.rules import ensure_renamable

if TYPE_CHECKING:
    from customers.models import Subscription
    from customers.services.actors import Actor


@operation("customers.manage_lifecycle")
def rename(
    *, actor: Actor, subscription_id: UUID, name: str, version: int | None = None
) -> Subscription:
    """Give it another name."""

    def change(subscription: Subscription, _now: datetime) -> None:
        subscription.name = name

    return change_subscription(
        subscription_id,
        change,
        actor=actor,
        version=version,
        rule=ensure_renamable,
        checked=("name",),
    )
