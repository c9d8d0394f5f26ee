from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.models import Subscription
from customers.services.changes import edit, locked
from customers.services.kinds import SUBSCRIPTION
from customers.services.refusals import Broken

if TYPE_CHECKING:
    from customers.services.actors import Actor
    from customers.services.subscriptions.rules import Rule

Change = Callable[[Subscription, datetime], None]

ROWS = Subscription.objects.select_related("customer", "product")


def change_subscription(
    subscription_id: UUID,
    change: Change,
    *,
    actor: Actor,
    version: int | None,
    rule: Rule | None = None,
    checked: tuple[str, ...] = (),
) -> Subscription:
    """Change one subscription, and record it as an update. Where it changes, `rule` must hold."""
    subscription = locked(ROWS.all(), subscription_id)

    def judged(now: datetime) -> None:
        # By what it was; what it would have become is what the attempt is told as.
        broken = _broken(rule, subscription, now) if rule else None
        before = SUBSCRIPTION.value(subscription)
        change(subscription, now)
        if broken and SUBSCRIPTION.value(subscription) != before:
            raise broken

    edit(
        SUBSCRIPTION,
        subscription,
        actor=actor,
        action="update_subscription",
        change=judged,
        version=version,
        checked=checked,
    )
    return subscription


def _broken(rule: Rule, subscription: Subscription, now: datetime) -> Broken | None:
    try:
        rule(subscription, now)
    except Broken as broken:
        return broken
    return None
