from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.services.customers.relationships import ensure_reseller
from customers.services.operations import operation
from customers.services.refusals import Broken
from customers.services.subscriptions import stages
from customers.services.subscriptions.changing import change_subscription
from customers.services.subscriptions.rules import (
    ensure_active,
    ensure_cancellable,
    ensure_no_add_ons,
)
from customers.states import Status

if TYPE_CHECKING:
    from customers.models import Subscription
    from customers.services.actors import Actor


@operation("customers.manage_lifecycle")
def suspend(*, actor: Actor, subscription_id: UUID, version: int | None = None) -> Subscription:
    """Stop the service. It is billed on, and what was instructed for its renewal is dropped."""

    def change(subscription: Subscription, now: datetime) -> None:
        if subscription.status == Status.SUSPENDED:
            return
        was = subscription.status
        stages.suspend(subscription, now)
        ensure_active(was)

    return change_subscription(subscription_id, change, actor=actor, version=version)


@operation("customers.manage_lifecycle")
def reactivate(*, actor: Actor, subscription_id: UUID, version: int | None = None) -> Subscription:
    """Let a suspended subscription go on, before its term is over."""

    def change(subscription: Subscription, now: datetime) -> None:
        if subscription.status == Status.ACTIVE:
            return
        was = subscription.status
        stages.reactivate(subscription)
        if was != Status.SUSPENDED:
            reason = _("Only a suspended subscription can be reactivated.")
            raise Broken("", "not_suspended", reason)
        ensure_reseller(subscription.customer)
        if subscription.commitment_end_at and subscription.commitment_end_at < now:
            raise Broken("", "term_over", _("Its term is over."))

    return change_subscription(subscription_id, change, actor=actor, version=version)


@operation("customers.cancel_subscription")
def cancel(*, actor: Actor, subscription_id: UUID, version: int | None = None) -> Subscription:
    """End it at once, within 7 days after purchase or renewal; trials and what has not begun
    yet at any time. This is final."""

    def change(subscription: Subscription, now: datetime) -> None:
        if subscription.status == Status.DELETED:
            return
        # Judged by what it was; what it would have become is what the attempt is told as.
        broken = _reason_against(subscription, now)
        stages.delete(subscription, now)
        if broken:
            raise broken

    return change_subscription(subscription_id, change, actor=actor, version=version)


def _reason_against(subscription: Subscription, now: datetime) -> Broken | None:
    try:
        ensure_cancellable(subscription, now)
        ensure_no_add_ons(subscription)
    except Broken as broken:
        return broken
    return None
