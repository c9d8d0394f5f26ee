"""Customers come, change and go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from customers.demo.chance import chance
from customers.demo.people import new_person
from customers.demo.story.looking import paid
from customers.demo.story.scenes.orders import order, wish
from customers.demo.story.scenes.seats import fill
from customers.demo.story.scenes.users import employ
from customers.models import Customer
from customers.services.customers import (
    add_customer,
    change_company_name,
    remove_relationship,
    set_qualification,
    update_billing_profile,
    update_company_info,
)
from customers.services.subscriptions import suspend

if TYPE_CHECKING:
    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant


def arrive(stage: Stage, tenant: Tenant) -> None:
    """A new customer: added, its people entered, the first order placed, licenses given."""
    stage.do(
        add_customer,
        customer_id=tenant.id,
        name=tenant.name_at(stage.now),
        domain=tenant.company.domain,
        profile=_profile(tenant),
    )
    stage.welcome(tenant)
    if tenant.company.qualification != "none":
        stage.plan_in(0.1, 20, partial(qualify, tenant=tenant))
    employ(stage, tenant, max(2, round(stage.sizes[tenant] * 0.7)))
    items = [wish(stage, tenant, "suite")]
    extra = wish(stage, tenant, "extra")
    if chance(stage.rng, 60):
        items.append(extra)
    fill(stage, tenant, order(stage, tenant, [item for item in items if item]))


def _profile(tenant: Tenant) -> dict[str, str]:
    company, contact = tenant.company, tenant.contact
    return {
        "contact_first_name": contact.first_name,
        "contact_last_name": contact.last_name,
        "email": contact.principal,
        "address_line": company.address_line,
        "postal_code": company.postal_code,
        "city": company.city,
        "country": company.country,
        "culture": company.culture,
        "currency": "EUR",
    }


def buy(stage: Stage, tenant: Tenant | None = None) -> None:
    """A customer wants something that they do not have yet."""
    tenant = tenant or stage.any_tenant()
    if tenant in stage.present and (item := wish(stage, tenant, "extra", "extra", "add-on")):
        fill(stage, tenant, order(stage, tenant, [item], auto_renew=chance(stage.rng, 90)))


def qualify(stage: Stage, tenant: Tenant) -> None:
    stage.do(set_qualification, customer_id=tenant.id, qualification=tenant.company.qualification)


def take_name(stage: Stage, tenant: Tenant) -> None:
    """The company takes the name that it has today."""
    stage.do(change_company_name, customer_id=tenant.id, name=tenant.company.name)


def depart(stage: Stage, tenant: Tenant) -> None:
    """The relationship ends: all subscriptions are suspended first."""
    with stage.together():
        for held in paid(tenant):
            stage.do(suspend, subscription_id=held.pk)
    stage.do(remove_relationship, customer_id=tenant.id)
    stage.farewell(tenant)


def change_billing_profile(stage: Stage) -> None:
    tenant = stage.any_tenant()
    company = tenant.company
    if chance(stage.rng, 60):
        contact = new_person(stage.rng, company.country, company.domain)
        changes = {
            "contact_first_name": contact.first_name,
            "contact_last_name": contact.last_name,
            "email": contact.principal,
        }
    else:
        street = company.address_line.rstrip("0123456789 ")
        changes = {"address_line": f"{street} {stage.rng.randrange(1, 140)}"}
    stage.do(update_billing_profile, customer_id=tenant.id, changes=changes)


def register(stage: Stage) -> None:
    """The company's registration number becomes known."""
    tenant = stage.any_tenant()
    if not Customer.objects.get(pk=tenant.id).registration_number:
        number = f"{tenant.company.country} {stage.rng.randrange(10_000, 999_999)}"
        changes = {"registration_number": number}
        stage.do(update_company_info, customer_id=tenant.id, changes=changes)
