"""What staff, and time, do to subscriptions."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Min

from customers.demo.chance import chance
from customers.demo.story.looking import any_paid, paid
from customers.demo.story.scenes.orders import order, wish
from customers.demo.story.scenes.seats import fill
from customers.management.commands.advance_subscriptions import APPLICATION
from customers.models import Subscription
from customers.services.orders import MoreSeats, place_order
from customers.services.subscriptions import (
    advance_subscription,
    cancel,
    change_quantity,
    change_renewal,
    due_subscriptions,
    reactivate,
    refundable_quantity,
    rename,
    set_auto_renew,
    suspend,
    upgrade,
    upgrade_targets,
)
from customers.states import Status

if TYPE_CHECKING:
    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant

# What begins meanwhile does not end before.
_SHORTEST_TERM = timedelta(days=27)


def advance(stage: Stage) -> None:
    """The nightly run: what time alone does. Nights in which it would find nothing are left out."""
    with stage.together():
        for key in list(due_subscriptions(stage.now)):
            stage.do(advance_subscription, application=APPLICATION, subscription_id=key)
            stage.plan_in(0.3, 4, partial(trim, subscription_id=key))
    ends = Subscription.objects.aggregate(next=Min("current_state_end_at"))["next"]
    latest = stage.now + _SHORTEST_TERM
    stage.plan(_night_after(min(ends or latest, latest)), advance)


def _night_after(moment: datetime) -> datetime:
    night = datetime.combine(moment.date(), time(2, 10), UTC)
    return night if night > moment else night + timedelta(days=1)


def trim(stage: Stage, subscription_id: UUID) -> None:
    """After a renewal, give back the seats that nobody has; a few may stay for who comes.

    Where they are very many, nobody looks.
    """
    held = Subscription.objects.get(pk=subscription_id)
    surplus = min(held.free_quantity, refundable_quantity(held, stage.now), held.quantity - 1)
    few = surplus * 8 < held.quantity and chance(stage.rng, 50)
    neglected = held.free_quantity * 3 > held.quantity > 8
    is_paid = held.status == Status.ACTIVE and not held.is_trial
    if is_paid and surplus > 0 and not few and not neglected:
        quantity = held.quantity - surplus
        stage.do(change_quantity, subscription_id=held.pk, quantity=quantity)


def add_seats(stage: Stage) -> None:
    """Seats for who has none yet, of one or several subscriptions, ordered together."""
    tenant = stage.any_tenant()
    held = [item for item in paid(tenant) if item.free_quantity == 0]
    if not held:
        return
    chosen = stage.rng.sample(held, min(len(held), stage.rng.choice((1, 1, 2, 3))))
    lines = [
        MoreSeats(subscription_id=item.pk, quantity=stage.rng.choice((1, 1, 2))) for item in chosen
    ]
    if stage.do(place_order, customer_id=tenant.id, lines=lines):
        keys = [item.pk for item in chosen]
        fill(stage, tenant, [item for item in paid(tenant) if item.pk in keys])


def switch_auto_renew(stage: Stage) -> None:
    if held := any_paid(stage, stage.any_tenant()):
        # Most are kept: who turned it off is asked about it.
        wanted = not held.auto_renew or chance(stage.rng, 85)
        if wanted != held.auto_renew:
            stage.do(set_auto_renew, subscription_id=held.pk, auto_renew=wanted)


def name_after_site(stage: Stage) -> None:
    tenant = stage.any_tenant()
    if held := any_paid(stage, tenant):
        site = stage.rng.choice(("HQ", tenant.company.city, "Office", "Production", "Front line"))
        name = f"{stage.item_of(held).name} – {site}"
        if name != held.name:
            stage.do(rename, subscription_id=held.pk, name=name)


def instruct_renewal(stage: Stage) -> None:
    """Bill by the month instead of by the year from the next term on, or the other way."""
    held = any_paid(stage, stage.any_tenant())
    if not held or held.renewal_billing_cycle:
        return
    cycle = "annual" if held.billing_cycle == "monthly" else "monthly"
    term = "P1Y" if held.term == "P1M" else held.term
    stage.do(change_renewal, subscription_id=held.pk, term=term, billing_cycle=cycle)


def interrupt(stage: Stage) -> None:
    """An invoice is not paid; mostly it is soon."""
    tenant = stage.any_tenant()
    lasting = timedelta(days=25)
    held = [item for item in paid(tenant) if _ends_after(item, stage, lasting)]
    if len(held) > 1:
        chosen = stage.rng.choice(held)
        stage.do(suspend, subscription_id=chosen.pk)
        stage.plan_in(0.5, 20, partial(go_on, subscription_id=chosen.pk))


def _ends_after(held: Subscription, stage: Stage, span: timedelta) -> bool:
    return bool(held.commitment_end_at and held.commitment_end_at > stage.now + span)


def go_on(stage: Stage, subscription_id: UUID) -> None:
    held = Subscription.objects.get(pk=subscription_id)
    if held.status == Status.SUSPENDED:
        stage.do(reactivate, subscription_id=subscription_id)


def regret(stage: Stage) -> None:
    """Something is ordered, and cancelled within the week."""
    tenant = stage.any_tenant()
    if item := wish(stage, tenant, "extra"):
        for held in order(stage, tenant, [item]):
            stage.plan_in(0.2, 6, partial(cancel_again, subscription_id=held.pk))


def cancel_again(stage: Stage, subscription_id: UUID) -> None:
    if Subscription.objects.get(pk=subscription_id).status == Status.ACTIVE:
        stage.do(cancel, subscription_id=subscription_id)


def move_up(stage: Stage) -> None:
    """Go on with the next better product of the same kind."""
    held = any_paid(stage, stage.any_tenant())
    if not held or held.add_ons.exists():
        return
    catalog = stage.world.catalog
    better = [
        product
        for product in upgrade_targets(held)
        if catalog[product.pk].kind == catalog[held.product_id].kind
    ]
    if better:
        stage.do(upgrade, subscription_id=held.pk, product_id=better[0].pk)


def order_ahead(stage: Stage, tenant: Tenant) -> None:
    """Ordered now, to begin only after the story's end."""
    if item := wish(stage, tenant, "extra"):
        begins = stage.world.ends_at + timedelta(days=stage.rng.randrange(5, 40))
        order(stage, tenant, [item], starts_at=begins)


def expect_growth(stage: Stage, tenant: Tenant) -> None:
    """Seats for many who are to come, and do not."""
    suites = [item for item in paid(tenant) if stage.item_of(item).kind == "suite"]
    if held := max(suites, key=lambda item: item.quantity, default=None):
        quantity = min(held.quantity * 3 // 2 + 3, stage.item_of(held).maximum)
        stage.do(change_quantity, subscription_id=held.pk, quantity=quantity)
