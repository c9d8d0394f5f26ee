"""Trials: paid for, forgotten until time converts them, or over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from customers.demo.story.scenes.orders import ordered, wish
from customers.demo.story.scenes.seats import fill
from customers.models import Subscription
from customers.services.orders import order_trial
from customers.services.subscriptions import convert_trial, set_auto_renew
from customers.states import Status

if TYPE_CHECKING:
    from customers.demo.story.stage import Stage


def try_and_pay(stage: Stage) -> None:
    if held := just_try(stage):
        stage.plan_in(9, 28, partial(_pay_for, subscription_id=held.pk))


def try_and_wait(stage: Stage) -> None:
    """A trial that becomes paid by itself when its time is over."""
    if held := just_try(stage):
        stage.plan_in(2, 20, partial(_let_time_convert, subscription_id=held.pk))


def just_try(stage: Stage) -> Subscription | None:
    """A trial of which nothing more is heard."""
    tenant = stage.any_tenant()
    item = wish(stage, tenant, "trial")
    # There are no trials at special terms.
    if not item or tenant.company.qualification != "none":
        return None
    if not (placed := stage.do(order_trial, customer_id=tenant.id, product_id=item.id)):
        return None
    (held,) = ordered(placed)
    fill(stage, tenant, [held], most=4)
    return held


def _pay_for(stage: Stage, subscription_id: UUID) -> None:
    trial = Subscription.objects.select_related("product__converts_to").get(pk=subscription_id)
    target = trial.product.converts_to
    if trial.status == Status.ACTIVE and trial.is_trial and target:
        stage.do(
            convert_trial,
            subscription_id=trial.pk,
            quantity=max(trial.assigned_quantity, 1),
            term=target.terms[0],
            billing_cycle=target.billing_cycles[0],
        )


def _let_time_convert(stage: Stage, subscription_id: UUID) -> None:
    stage.do(set_auto_renew, subscription_id=subscription_id, auto_renew=True)
