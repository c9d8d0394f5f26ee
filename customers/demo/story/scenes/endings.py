"""How subscriptions end that customers have no more need for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from customers.demo.story.looking import choice_of, paid
from customers.demo.story.scenes.orders import order, wish
from customers.demo.story.scenes.seats import fill
from customers.models import Subscription
from customers.services.subscriptions import set_auto_renew, suspend
from customers.states import Status

if TYPE_CHECKING:
    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant


def suspend_for_good(stage: Stage, tenant: Tenant, *, past_its_term: bool) -> None:
    """Suspended, and still so at the end; or for so long that it is disabled."""
    found = [
        item
        for item in paid(tenant)
        if item.commitment_end_at
        and (item.commitment_end_at < stage.world.ends_at) == past_its_term
    ]
    if len(found) > (not past_its_term) and (held := choice_of(stage.rng, found)):
        stage.do(suspend, subscription_id=held.pk)


def buy_for_a_year(stage: Stage, tenant: Tenant, *, again: bool) -> None:
    """Again after that, or for one year only, as it turns out shortly before it ends."""
    if not (item := wish(stage, tenant, "extra")):
        return
    held = order(stage, tenant, [item], term="P1Y")
    fill(stage, tenant, held)
    for subscription in held:
        if not again and (end := subscription.commitment_end_at):
            due = end - timedelta(days=stage.rng.uniform(0.6, 5))
            stage.plan(due, partial(_let_end, subscription_id=subscription.pk))


def decline_renewal(stage: Stage, least: int = 1, most: int = 30) -> None:
    """Somebody has no need for what would be renewed in so many days."""
    soon = (stage.now + timedelta(days=least), stage.now + timedelta(days=most))
    ending = Subscription.objects.filter(
        status=Status.ACTIVE,
        is_trial=False,
        auto_renew=True,
        commitment_end_at__range=soon,
        product__is_add_on=False,
        add_ons=None,
    )
    # Rather what is small.
    few = ending.order_by("quantity", "commitment_end_at", "created_at")[:3]
    if held := choice_of(stage.rng, list(few)):
        stage.do(set_auto_renew, subscription_id=held.pk, auto_renew=False)


def drop(stage: Stage) -> None:
    """What some of a customer's people used is no longer paid for, and stopped for good."""
    held = paid(stage.any_tenant())
    extras = [item for item in held if stage.item_of(item).kind == "extra"]
    if dropped := choice_of(stage.rng, extras):
        stage.do(suspend, subscription_id=dropped.pk)


def _let_end(stage: Stage, subscription_id: UUID) -> None:
    if Subscription.objects.get(pk=subscription_id).status == Status.ACTIVE:
        stage.do(set_auto_renew, subscription_id=subscription_id, auto_renew=False)
