from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from customers.services.movements import Standing, moved

if TYPE_CHECKING:
    from customers.models import Subscription, SubscriptionMovement


def count_assigned(
    subscription: Subscription, step: int, now: datetime
) -> list[SubscriptionMovement]:
    """Write how many seats of a locked subscription are assigned; return what it has moved by.

    It is no new version: the change is the user's, and told as that. But what changes the
    subscription next comes after it.
    """
    before = Standing.of(subscription)
    subscription.assigned_quantity += step
    subscription.changed_at = now
    subscription.save(update_fields=("assigned_quantity", "changed_at"))
    return moved(subscription, before, now)
