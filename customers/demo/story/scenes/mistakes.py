"""What staff try and rules forbid: each attempt is in the log as failed, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.story.looking import any_paid, anybody, choice_of, paid, people
from customers.demo.story.scenes.orders import line, wish
from customers.demo.story.scenes.seats import licensed
from customers.models import Subscription
from customers.services.customers import add_customer, remove_relationship, update_company_info
from customers.services.licenses import update_licenses
from customers.services.orders import order_trial, place_order
from customers.services.subscriptions import (
    cancel,
    change_quantity,
    refundable_quantity,
    rename,
)
from customers.services.users import create_user
from customers.states import Status

if TYPE_CHECKING:
    from customers.demo.story.stage import Stage


def add_known_customer(stage: Stage) -> None:
    """The domain is taken: the customer is there already."""
    company = stage.any_tenant().company
    stage.do(add_customer, name=f"{company.name} ({company.city})", domain=company.domain)


def take_known_domain(stage: Stage) -> None:
    tenant, other = stage.any_tenant(), stage.any_tenant()
    if tenant != other:
        changes = {"domain": other.company.domain}
        stage.do(update_company_info, customer_id=tenant.id, changes=changes)


def let_customer_go(stage: Stage) -> None:
    """While subscriptions run, one stays the reseller."""
    tenant = stage.any_tenant()
    if paid(tenant):
        stage.do(remove_relationship, customer_id=tenant.id)


def create_known_user(stage: Stage) -> None:
    tenant = stage.any_tenant()
    if user := anybody(stage, tenant):
        stage.do(
            create_user,
            customer_id=tenant.id,
            user_principal_name=user.user_principal_name,
            values={"first_name": user.first_name, "last_name": user.last_name},
        )


def assign_seat_too_many(stage: Stage) -> None:
    tenant = stage.any_tenant()
    given = licensed(tenant)
    full = [held for held in paid(tenant) if not held.free_quantity]
    if held := choice_of(stage.rng, full):
        without = [user for user in people(tenant) if (user.pk, held.pk) not in given]
        if user := choice_of(stage.rng, without):
            stage.do(update_licenses, user_id=user.pk, add=[held.pk])


def reduce_seats(stage: Stage) -> None:
    """Of seats that are assigned, or bought too long ago."""
    held = any_paid(stage, stage.any_tenant())
    if held and held.quantity > 1 and not refundable_quantity(held, stage.now):
        stage.do(change_quantity, subscription_id=held.pk, quantity=held.quantity - 1)


def want_too_many_seats(stage: Stage) -> None:
    """Business plans end at 300 seats; others are sold by twenty or more."""
    tenant = stage.any_tenant()
    held = choice_of(
        stage.rng, [item for item in paid(tenant) if stage.item_of(item).kind == "suite"]
    )
    if held and stage.item_of(held).maximum < 1000:
        quantity = stage.item_of(held).maximum + stage.rng.choice((1, 20, 50))
        stage.do(change_quantity, subscription_id=held.pk, quantity=quantity)


def order_too_few(stage: Stage) -> None:
    tenant = stage.any_tenant()
    item = next(item for item in stage.world.catalog.values() if item.minimum > 1)
    lines = [line(stage, tenant, item, stage.rng.randrange(1, item.minimum))]
    stage.do(place_order, customer_id=tenant.id, lines=lines)


def order_add_on_alone(stage: Stage) -> None:
    tenant = stage.any_tenant()
    if item := wish(stage, tenant, "add-on"):
        lines = [line(stage, tenant, item, 1)]
        stage.do(place_order, customer_id=tenant.id, lines=lines)


def try_again(stage: Stage) -> None:
    tried = Subscription.objects.filter(trial_product__isnull=False)
    tried = tried.filter(customer_id__in=[item.id for item in stage.present])
    if held := choice_of(stage.rng, list(tried.order_by("created_at"))):
        stage.do(order_trial, customer_id=held.customer_id, product_id=held.trial_product_id)


def cancel_late(stage: Stage) -> None:
    held = any_paid(stage, stage.any_tenant())
    until = held and held.cancellation_allowed_until_at
    if held and until and until < stage.now:
        stage.do(cancel, subscription_id=held.pk)


def rename_suspended(stage: Stage) -> None:
    held = choice_of(stage.rng, paid(stage.any_tenant(), Status.SUSPENDED))
    if held:
        stage.do(rename, subscription_id=held.pk, name=f"{stage.item_of(held).name} – closed")
