"""What is known about a customer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.chance import chance
from customers.demo.people import new_person
from customers.demo.values import Details, Json, billing_profile_value, customer_value, with_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.stage import Stage
    from customers.demo.world import Tenant
    from portal.plugins import Record


def change_billing_profile(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    old = billing_profile_value(tenant)
    if chance(stage.rng, 60):
        tenant.contact = new_person(stage.rng, tenant.company.country, tenant.company.domain)
    else:
        street = tenant.company.address_line.rstrip("0123456789 ")
        tenant.street = f"{street} {stage.rng.randrange(1, 140)}"
    new = billing_profile_value(tenant)
    details = [("BillingProfileId", tenant.billing_profile_id)]
    yield from _updated(stage, tenant, "update_customer_billing_profile", old, new, details)


def change_company_info(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    old = customer_value(tenant)
    tenant.phone = f"Ext. {stage.rng.randrange(100, 999)}"
    new, details = customer_value(tenant), [("PhoneNumber", tenant.phone)]
    yield from _updated(stage, tenant, "update_company_info", old, new, details)


def change_budget(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    old = _budget(tenant)
    tenant.budget = max(100, tenant.budget + 250 * stage.rng.choice((-1, 1, 2, 4)))
    details = [("Amount", str(tenant.budget)), ("Currency", tenant.company.currency)]
    action = "update_customer_spending_budget"
    yield from _updated(stage, tenant, action, old, _budget(tenant), details)


def _updated(
    stage: Stage, tenant: Tenant, action: str, old: Json, new: Json, details: Details
) -> Iterator[Record]:
    """Chance may choose what was there already: then nothing has happened."""
    if new != old:
        yield stage.tell(
            action,
            "customer",
            tenant.id,
            tenant=tenant,
            actor=stage.actor("billing"),
            old=old,
            new=new,
            details=details,
        )


def _budget(tenant: Tenant) -> Json:
    return with_kind(
        "SpendingBudget",
        {"Amount": tenant.budget, "CurrencyCode": tenant.company.currency},
    )
