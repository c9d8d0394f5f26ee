"""What time alone does to subscriptions: they begin, renew, expire, are disabled and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import translation

from customers.models import Subscription
from customers.services.changes import edit, locked
from customers.services.kinds import SUBSCRIPTION
from customers.services.operations import operation
from customers.services.refusals import Details, Refused
from customers.services.subscriptions import stages
from customers.services.subscriptions.changing import ROWS
from customers.services.subscriptions.moving import convert
from customers.services.subscriptions.rules import usual_terms
from customers.states import DEPROVISIONED, Status

if TYPE_CHECKING:
    from customers.services.actors import Actor

BATCH = 500


def due_subscriptions(now: datetime) -> Iterator[UUID]:
    """The subscriptions whose status has run out, in the order in which it did."""
    due = _due(now).order_by("current_state_end_at", "pk")
    beyond = Q()
    while batch := list(due.filter(beyond).values_list("current_state_end_at", "pk")[:BATCH]):
        for _end, key in batch:
            yield key
        end, last = batch[-1]
        beyond = Q(current_state_end_at__gt=end) | Q(current_state_end_at=end, pk__gt=last)


def count_due_subscriptions(now: datetime) -> int:
    return _due(now).count()


def _due(now: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(current_state_end_at__lt=now)


@operation("customers.manage_lifecycle")
def advance_subscription(*, actor: Actor, subscription_id: UUID) -> int:
    """Take all steps of one subscription that are due, an entry each; return how many."""
    rows = ROWS.select_related("product__converts_to", "parent")
    subscription = locked(rows, subscription_id)
    steps = 0
    while _is_due(subscription, actor.now()):
        _step(subscription, actor)
        steps += 1
    return steps


def _is_due(subscription: Subscription, now: datetime) -> bool:
    end = subscription.current_state_end_at
    return end is not None and end < now


def _step(subscription: Subscription, actor: Actor) -> None:
    end = subscription.current_state_end_at
    assert end
    refused = None
    if subscription.is_trial and _goes_on(subscription):
        refused = _convert(subscription, actor, end)
        if refused is None:
            return
    edit(
        SUBSCRIPTION,
        subscription,
        actor=actor,
        action="update_subscription",
        change=lambda _now: _change(subscription, end),
        details=lambda row: [*SUBSCRIPTION.details(row), *_told(refused)],
    )


def _told(refused: Refused | None) -> Details:
    """Why a trial ends that was to go on."""
    if refused is None:
        return []
    with translation.override("en"):
        return [
            ("ConversionErrorCode", refused.code),
            ("ConversionErrorDescription", refused.reason),
        ]


def _convert(trial: Subscription, actor: Actor, end: datetime) -> Refused | None:
    """Let the trial become what it was meant to. If that is not possible, say why: it expires."""
    target = trial.product.converts_to
    term, billing_cycle = usual_terms(target) if target else ("", "")
    try:
        convert(
            trial,
            actor=actor,
            quantity=trial.quantity,
            term=term,
            billing_cycle=billing_cycle,
            start=end,
        )
    except Refused as refused:
        trial.refresh_from_db()
        return refused
    return None


def _change(subscription: Subscription, end: datetime) -> None:
    if subscription.status == Status.PENDING:
        stages.begin(subscription, end)
    elif subscription.status in (Status.SUSPENDED, Status.EXPIRED):
        stages.disable(subscription, end)
    elif subscription.status == Status.DISABLED:
        stages.delete(subscription, end)
    elif _goes_on(subscription) and not subscription.is_trial:
        stages.renew(subscription)
    else:
        stages.expire(subscription, end)


def _goes_on(subscription: Subscription) -> bool:
    """Whether it renews: an add-on only while what it belongs to runs."""
    parent = subscription.parent
    if subscription.status != Status.ACTIVE or not subscription.auto_renew:
        return False
    return parent is None or not (parent.status in DEPROVISIONED or _ends_by(parent, subscription))


def _ends_by(parent: Subscription, add_on: Subscription) -> bool:
    """Whether the parent stops with the add-on's term, though its own turn may come later."""
    ends = (parent.commitment_end_at, add_on.commitment_end_at)
    return parent.ends and ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]
