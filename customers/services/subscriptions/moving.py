"""Subscriptions that go on as another product: trials that are paid for, and upgrades."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.models import OrderLine, Product, Subscription
from customers.services.changes import edit, locked
from customers.services.kinds import SUBSCRIPTION
from customers.services.operations import operation
from customers.services.orders.making import new_order, summarize
from customers.services.refusals import Broken, Details
from customers.services.subscriptions import rules, stages
from customers.services.subscriptions.changing import ROWS
from customers.services.validity import ensure_valid
from customers.states import LineKind

if TYPE_CHECKING:
    from customers.models import Order
    from customers.services.actors import Actor


@operation("customers.convert_trial")
def convert_trial(
    *,
    actor: Actor,
    subscription_id: UUID,
    quantity: int,
    term: str,
    billing_cycle: str,
    version: int | None = None,
) -> Subscription:
    """Turn a trial into a paid subscription that begins now and renews; users keep their seats."""
    trial = locked(ROWS.select_related("product__converts_to"), subscription_id)
    convert(
        trial,
        actor=actor,
        quantity=quantity,
        term=term,
        billing_cycle=billing_cycle,
        version=version,
    )
    return trial


def convert(
    trial: Subscription,
    *,
    actor: Actor,
    quantity: int,
    term: str,
    billing_cycle: str,
    version: int | None = None,
    start: datetime | None = None,
) -> None:
    """Convert a locked trial, as of `start`, and order what it becomes."""
    order = new_order(trial.customer, actor.now())
    offer = trial.product.sku

    def change(now: datetime) -> None:
        rules.ensure_convertible(trial, now)
        target = trial.product.converts_to
        assert target
        trial.quantity = quantity
        rules.ensure_sold(target, term=term, billing_cycle=billing_cycle)
        began = start or now
        move(trial, target, start=began, term=term, billing_cycle=billing_cycle)
        trial.trial_converted_at = began
        trial.auto_renew = True

    def details(subscription: Subscription) -> Details:
        return [
            ("SubscriptionId", str(subscription.pk)),
            ("OfferId", offer),
            ("TargetOfferId", subscription.product.sku),
            ("OrderId", str(order.pk)),
            ("Quantity", str(subscription.quantity)),
            ("BillingCycle", subscription.billing_cycle.title()),
        ]

    edit(
        SUBSCRIPTION,
        trial,
        actor=actor,
        action="convert_trial_subscription",
        change=change,
        version=version,
        details=details,
        also=lambda: _order(order, trial),
    )


def _order(order: Order, subscription: Subscription) -> None:
    order.created_at = order.changed_at = subscription.changed_at
    line = OrderLine(
        order=order,
        line_number=0,
        kind=LineKind.CONVERT,
        product=subscription.product,
        subscription=subscription,
        name=subscription.name,
        quantity=subscription.quantity,
        term=subscription.term,
        billing_cycle=subscription.billing_cycle,
        unit_price=subscription.unit_price,
    )
    summarize(order, [line])
    ensure_valid(order, ("total_price",))
    order.save()
    line.save()


@operation("customers.upgrade_subscription")
def upgrade(
    *, actor: Actor, subscription_id: UUID, product_id: UUID, version: int | None = None
) -> Subscription:
    """Go on with a better product of the same family: a new term begins, licenses are kept."""
    subscription = locked(ROWS.all(), subscription_id)
    target = Product.objects.filter(pk=product_id).first()
    source = subscription.product

    def change(now: datetime) -> None:
        if target == source:
            return
        rules.ensure_upgradable(subscription, now)
        if target is None:
            raise Broken("product", "product_unknown", _("There is no such product."))
        rules.ensure_upgrade(subscription, target)
        term, cycle = subscription.term, subscription.billing_cycle
        move(subscription, target, start=now, term=term, billing_cycle=cycle)

    def details(subscription: Subscription) -> Details:
        return [
            ("SubscriptionId", str(subscription.pk)),
            ("SourceOfferId", source.sku),
            ("TargetOfferId", target.sku if target else None),
            ("TargetSubscriptionId", str(subscription.pk)),
            ("Quantity", str(subscription.quantity)),
            ("TransitionType", "transition_with_license_transfer"),
        ]

    edit(
        SUBSCRIPTION,
        subscription,
        actor=actor,
        action="upgrade_subscription",
        change=change,
        version=version,
        details=details,
    )
    return subscription


def move(
    subscription: Subscription, target: Product, *, start: datetime, term: str, billing_cycle: str
) -> None:
    rules.ensure_quantity(target, subscription.quantity)
    rules.ensure_seats_are_free(subscription, subscription.quantity)
    if subscription.name == subscription.product.name:
        subscription.name = target.name
    stages.move_to(subscription, target, start=start, term=term, billing_cycle=billing_cycle)
