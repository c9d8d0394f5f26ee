"""People at customers come, change and go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from customers.demo.chance import chance
from customers.demo.people import Person, new_person, plain
from customers.demo.story.looking import anybody, paid, people
from customers.demo.story.scenes.seats import equip
from customers.models import CustomerUser
from customers.services.subscriptions import change_quantity
from customers.services.users import (
    change_user_principal_name,
    create_user,
    delete_user,
    restore_user,
    update_user,
)
from customers.states import UserState

if TYPE_CHECKING:
    from uuid import UUID

    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant


def employ(stage: Stage, tenant: Tenant, number: int) -> None:
    """A file of people is imported: one request."""
    with stage.together():
        for _ in range(number):
            _create(stage, tenant)


def hire(stage: Stage, tenant: Tenant | None = None) -> None:
    """Somebody starts at a customer: an account and licenses, if need be after one more seat."""
    tenant = tenant or stage.any_tenant()
    if len(people(tenant)) >= stage.sizes[tenant]:
        return
    if not (user := _create(stage, tenant)):
        return
    suites = [held for held in paid(tenant) if stage.item_of(held).kind == "suite"]
    if suites and not any(held.free_quantity for held in suites):
        suite = stage.rng.choice(suites)
        more = stage.rng.choice((1, 1, 1, 2)) if suite.quantity > 8 else 1
        stage.do(change_quantity, subscription_id=suite.pk, quantity=suite.quantity + more)
    equip(stage, tenant, user)


def _create(stage: Stage, tenant: Tenant) -> CustomerUser | None:
    person = _newcomer(stage, tenant)
    return stage.do(
        create_user,
        customer_id=tenant.id,
        user_principal_name=person.principal,
        values={
            "first_name": person.first_name,
            "last_name": person.last_name,
            "usage_location": tenant.company.country,
        },
    )


def _newcomer(stage: Stage, tenant: Tenant) -> Person:
    """Somebody whose name nobody there has; a second one gets a number."""
    company = tenant.company
    rows = CustomerUser.objects.filter(customer_id=tenant.id)
    taken = set(rows.values_list("user_principal_name", flat=True))
    person = new_person(stage.rng, company.country, company.domain)
    number = 1
    principal = person.principal
    while principal in taken:
        number += 1
        principal = person.principal.replace("@", f"{number}@")
    return Person(person.first_name, person.last_name, principal)


def leave(stage: Stage, *, mistaken: float = 30) -> None:
    """Somebody leaves; of a hundred so many come back."""
    tenant = stage.any_tenant()
    there = people(tenant)
    if len(there) < 3:
        return
    user = stage.rng.choice(there)
    stage.do(delete_user, user_id=user.pk)
    if chance(stage.rng, mistaken):
        stage.plan_in(0.1, 20, partial(_come_back, tenant=tenant, user_id=user.pk))


def _come_back(stage: Stage, tenant: Tenant, user_id: UUID) -> None:
    if tenant in stage.present and (user := stage.do(restore_user, user_id=user_id)):
        equip(stage, tenant, user)


def restore_late(stage: Stage) -> None:
    """Somebody is to come back after more than 30 days: too late."""
    gone = CustomerUser.objects.filter(
        customer_id=stage.any_tenant().id, state=UserState.INACTIVE
    ).order_by("soft_deleted_at")
    if user := gone.first():
        stage.do(restore_user, user_id=user.pk)


def update(stage: Stage) -> None:
    tenant = stage.any_tenant()
    if not (user := anybody(stage, tenant)):
        return
    changes = {"phone_number": f"Ext. {stage.rng.randrange(1000, 9999)}"}
    if chance(stage.rng, 30):
        last = new_person(stage.rng, tenant.company.country, "").last_name
        changes = {"last_name": last, "display_name": f"{user.first_name} {last}"}
    stage.do(update_user, user_id=user.pk, changes=changes)


def rename_principal(stage: Stage) -> None:
    """An account follows a new name."""
    tenant = stage.any_tenant()
    if user := anybody(stage, tenant):
        short = f"{plain(user.first_name)[0]}.{plain(user.last_name)}@{tenant.company.domain}"
        stage.do(change_user_principal_name, user_id=user.pk, user_principal_name=short)
