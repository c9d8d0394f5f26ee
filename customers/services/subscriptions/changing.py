from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.models import Subscription
from customers.services.changes import edit, locked
from customers.services.kinds import SUBSCRIPTION

if TYPE_CHECKING:
    from customers.services.actors import Actor

Change = Callable[[Subscription, datetime], None]

ROWS = Subscription.objects.select_related("customer", "product")


def change_subscription(
    subscription_id: UUID,
    change: Change,
    *,
    actor: Actor,
    version: int | None,
    checked: tuple[str, ...] = (),
) -> Subscription:
    """Change one subscription, and record it as an update."""
    subscription = locked(ROWS.all(), subscription_id)
    edit(
        SUBSCRIPTION,
        subscription,
        actor=actor,
        action="update_subscription",
        change=lambda now: change(subscription, now),
        version=version,
        checked=checked,
    )
    return subscription
