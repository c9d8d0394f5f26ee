"""Customers come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.chance import chance, new_id
from customers.demo.scenes.orders import place
from customers.demo.scenes.subscriptions import end
from customers.demo.values import customer_value, with_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from customers.demo.stage import Stage
    from customers.demo.world import Holding, Tenant
    from portal.plugins import Record


def arrive(stage: Stage, tenant: Tenant, holdings: Sequence[Holding]) -> Iterator[Record]:
    """A new customer: added, the agreement confirmed, the first order placed."""
    stage.welcome(tenant)
    actor = stage.actor("sales")
    yield stage.tell(
        "add_customer",
        "customer",
        tenant.id,
        tenant=tenant,
        actor=actor,
        new=customer_value(tenant),
        details=[
            ("PrimaryDomainName", tenant.company.domain),
            ("Relationship", "Reseller"),
        ],
    )
    yield agreement(stage, tenant, actor)
    if tenant.company.qualification != "none":
        yield _qualify(stage, tenant, actor)
    if holdings:
        yield from place(stage, tenant, holdings)


def _qualify(stage: Stage, tenant: Tenant, actor: str) -> Record:
    old = customer_value(tenant)
    tenant.qualification = tenant.company.qualification
    return stage.tell(
        "update_customer_qualification",
        "customer",
        tenant.id,
        tenant=tenant,
        actor=actor,
        old=old,
        new=customer_value(tenant),
        details=[("OldQualification", "None"), ("NewQualification", _pascal(tenant.qualification))],
    )


def depart(stage: Stage, tenant: Tenant) -> Iterator[Record]:
    """The relationship ends: Partner Center asks to suspend every subscription first."""
    for holding in tenant.holdings:
        if holding.status == "active":
            yield from end(stage, tenant, holding, "suspended")
    old = customer_value(tenant)
    tenant.has_left = True
    yield stage.tell(
        "remove_partner_customer_relationship",
        "partner_customer_relationship",
        tenant.id,
        tenant=tenant,
        actor=stage.actor("administration"),
        old=old,
        new=customer_value(tenant),
        details=[("PrimaryDomainName", tenant.company.domain), ("Relationship", "None")],
    )
    stage.farewell(tenant)


def change_name(stage: Stage, tenant: Tenant) -> Iterator[Record]:
    """The company takes the name that it has today."""
    old = customer_value(tenant)
    tenant.name = tenant.company.name
    yield stage.tell(
        "update_customer_partner_contract_company_name",
        "customer",
        tenant.id,
        tenant=tenant,
        actor=stage.actor("sales"),
        old=old,
        new=customer_value(tenant),
        details=[("CompanyName", tenant.name)],
    )


def confirm_agreement(stage: Stage) -> Iterator[Record]:
    yield agreement(stage, stage.any_tenant(), stage.actor("sales"))


def agreement(stage: Stage, tenant: Tenant, actor: str) -> Record:
    """Confirmed by the partner, or by the customer's own admin."""
    key, contact = new_id(stage.rng), tenant.contact
    return stage.tell(
        "create_agreement",
        "agreement",
        key,
        tenant=tenant,
        actor=tenant.admin if chance(stage.rng, 30) else actor,
        new=with_kind(
            "Agreement",
            {
                "Id": key,
                "Type": "MicrosoftCustomerAgreement",
                "DateAgreed": f"{stage.now:%Y-%m-%d}T00:00:00Z",
                "PrimaryContact": {
                    "FirstName": contact.first_name,
                    "LastName": contact.last_name,
                    "Email": contact.principal,
                },
            },
        ),
        details=[
            ("AgreementType", "MicrosoftCustomerAgreement"),
            ("PrimaryContact", contact.principal),
        ],
    )


def fail_to_add(stage: Stage) -> Iterator[Record]:
    """The domain is taken: nobody is added, so the record names no customer."""
    domain = f"{stage.rng.choice(('contact', 'office', 'team', 'mail'))}.example"
    yield stage.tell(
        "add_customer",
        "customer",
        "",
        actor=stage.actor("sales"),
        status="failed",
        details=[("PrimaryDomainName", domain), ("Relationship", "Reseller")],
    )


def _pascal(code: str) -> str:
    return "".join(word.title() for word in code.split("_"))
