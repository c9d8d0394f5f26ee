"""What a member of staff would look up before doing something. In an order that chance can use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from customers.models import CustomerUser, Subscription
from customers.states import Status, UserState

if TYPE_CHECKING:
    from random import Random

    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant

T = TypeVar("T")


def paid(tenant: Tenant, status: Status = Status.ACTIVE) -> list[Subscription]:
    """A customer's subscriptions of this status, without trials."""
    rows = Subscription.objects.filter(customer_id=tenant.id, status=status, is_trial=False)
    return list(rows.order_by("created_at", "name", "quantity"))


def people(tenant: Tenant) -> list[CustomerUser]:
    """Who works there and has an account."""
    rows = CustomerUser.objects.filter(customer_id=tenant.id, state=UserState.ACTIVE)
    return list(rows.order_by("created_at", "user_principal_name"))


def any_paid(stage: Stage, tenant: Tenant) -> Subscription | None:
    return choice_of(stage.rng, paid(tenant))


def anybody(stage: Stage, tenant: Tenant) -> CustomerUser | None:
    return choice_of(stage.rng, people(tenant))


def choice_of(rng: Random, things: Sequence[T]) -> T | None:
    return rng.choice(things) if things else None
