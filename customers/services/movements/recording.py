from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from activitylog.keys import random_key
from customers.models import SubscriptionMovement
from customers.services.movements.deriving import Movement, movements
from customers.services.movements.standing import Standing

if TYPE_CHECKING:
    from customers.models import Subscription


def moved(
    subscription: Subscription, before: Standing | None, at: datetime
) -> list[SubscriptionMovement]:
    """What a locked subscription has moved by since `before`, or since it is there; not kept yet.

    `at` is the moment of the change, as its entry has it.
    """
    found = movements(before, Standing.of(subscription), at)
    return [movement_row(item, subscription, subscription.product_id) for item in found]


def movement_row(
    movement: Movement, subscription: Subscription, product_id: UUID
) -> SubscriptionMovement:
    return SubscriptionMovement(
        id=random_key(movement.occurred_at),
        subscription=subscription,
        customer_id=subscription.customer_id,
        product_id=product_id,
        **asdict(movement),
    )


def keep(rows: Iterable[SubscriptionMovement]) -> None:
    SubscriptionMovement.objects.bulk_create(rows)


def keep_instead(subscriptions: Collection[UUID], rows: Iterable[SubscriptionMovement]) -> None:
    """Replace all movements of these locked subscriptions, for who has counted them again."""
    SubscriptionMovement.objects.filter(subscription__in=subscriptions).delete()
    keep(rows)


def follow(subscription: Subscription) -> Callable[[], None]:
    """Remember how it is; what is returned keeps what it has moved by since, when it is changed."""
    before = Standing.of(subscription)
    return lambda: keep(moved(subscription, before, subscription.changed_at))
