"""Who has a seat of which subscription."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from customers.demo.chance import chance
from customers.demo.story.looking import anybody, paid, people
from customers.models import LicenseAssignment
from customers.services.licenses import assign_licenses, revoke_licenses, update_licenses
from customers.states import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant
    from customers.models import CustomerUser, Subscription


def licensed(tenant: Tenant) -> set[tuple[UUID, UUID]]:
    """Who has a license of which running subscription."""
    rows = LicenseAssignment.objects.filter(
        customer_user__customer_id=tenant.id, subscription__status=Status.ACTIVE
    )
    return set(rows.values_list("customer_user_id", "subscription_id"))


def fill(
    stage: Stage, tenant: Tenant, subscriptions: Iterable[Subscription], most: int = 10_000
) -> None:
    """Give the free seats, or so many, to who has none; nobody gets a second suite."""
    users, given = people(tenant), licensed(tenant)
    suites = {held.pk for held in paid(tenant) if stage.item_of(held).kind == "suite"}
    wanted: dict[UUID, list[UUID]] = {}
    for held in subscriptions:
        if stage.item_of(held).kind == "device":
            continue
        able = [user for user in users if (user.pk, held.pk) not in given]
        if held.pk in suites:
            able = [user for user in able if not any((user.pk, key) in given for key in suites)]
        for user in stage.rng.sample(able, min(held.free_quantity, len(able), most)):
            wanted.setdefault(user.pk, []).append(held.pk)
            given.add((user.pk, held.pk))
    with stage.together():
        for user_id, keys in wanted.items():
            stage.do(update_licenses, user_id=user_id, add=keys)


def tidy(stage: Stage, tenant: Tenant) -> None:
    """Look through a customer's subscriptions: what is paid for should be used."""
    fill(stage, tenant, [item for item in paid(tenant) if item.free_quantity * 8 > item.quantity])


def equip(stage: Stage, tenant: Tenant, user: CustomerUser) -> None:
    """Give one user a free seat of a suite, and some of what else is free."""
    free = [
        held for held in paid(tenant) if held.free_quantity and stage.item_of(held).kind != "device"
    ]
    suites = [held for held in free if stage.item_of(held).kind == "suite"][:1]
    extras = [
        held for held in free if stage.item_of(held).kind != "suite" and chance(stage.rng, 70)
    ]
    if suites or extras:
        stage.do(update_licenses, user_id=user.pk, add=[held.pk for held in suites + extras])


def move_seat(stage: Stage) -> None:
    """One user's work changes: a license is taken back, and goes to someone else."""
    tenant = stage.any_tenant()
    user = anybody(stage, tenant)
    held = [item for item in paid(tenant) if stage.item_of(item).kind == "extra"]
    given = licensed(tenant)
    mine = [item for item in held if user and (user.pk, item.pk) in given]
    if not user or not mine:
        return
    moved = stage.rng.choice(mine)
    stage.do(update_licenses, user_id=user.pk, remove=[moved.pk])
    others = [item for item in people(tenant) if (item.pk, moved.pk) not in given]
    if others:
        stage.do(update_licenses, user_id=stage.rng.choice(others).pk, add=[moved.pk])


def give_up(stage: Stage) -> None:
    """A team stops using something: nobody else takes its seats."""
    tenant = stage.any_tenant()
    given = licensed(tenant)
    for held in paid(tenant):
        having = [user for user in people(tenant) if (user.pk, held.pk) in given]
        if stage.item_of(held).kind == "extra" and len(having) > 1:
            leaving = having[: max(len(having) // 2, 2)]
            keys = [user.pk for user in leaving]
            stage.do(revoke_licenses, subscription_id=held.pk, user_ids=keys)
            return


def swap_in_bulk(stage: Stage) -> None:
    """A team no longer needs a product; those who do get its seats, all at once."""
    tenant = stage.any_tenant()
    given, users = licensed(tenant), people(tenant)
    for held in paid(tenant):
        having = [user for user in users if (user.pk, held.pk) in given]
        lacking = [user for user in users if (user.pk, held.pk) not in given]
        if stage.item_of(held).kind == "extra" and len(having) > 1 and len(lacking) > 1:
            leaving = stage.rng.sample(having, 2)
            stage.do(
                revoke_licenses, subscription_id=held.pk, user_ids=[user.pk for user in leaving]
            )
            coming = stage.rng.sample(lacking, 2)
            stage.do(
                assign_licenses, subscription_id=held.pk, user_ids=[user.pk for user in coming]
            )
            return
