from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from customers.services.changes import assign, edit, locked
from customers.services.customers.adding import ensure_domain_free, ensure_named
from customers.services.customers.fields import COMPANY_FIELDS, PROFILE_FIELDS
from customers.services.kinds import CUSTOMER
from customers.services.operations import operation
from customers.services.refusals import Broken, Details
from customers.states import Qualification

if TYPE_CHECKING:
    from customers.services.actors import Actor


@operation("customers.change_customer")
def change_company_name(
    *, actor: Actor, customer_id: UUID, name: str, version: int | None = None
) -> Customer:
    """Change what the company is called in the contract."""

    def change(customer: Customer) -> None:
        customer.name = name
        ensure_named(name)

    def details(customer: Customer) -> Details:
        return [("OldCompanyName", before), ("NewCompanyName", customer.name)]

    customer = locked(Customer.objects.all(), customer_id)
    before = customer.name
    action = "update_customer_partner_contract_company_name"
    _edit(customer, action, change, actor, version, details, ("name",))
    return customer


@operation("customers.change_customer")
def update_company_info(
    *, actor: Actor, customer_id: UUID, changes: Mapping[str, str], version: int | None = None
) -> Customer:
    """Change the company's domain or registration number."""

    def change(customer: Customer) -> None:
        assign(customer, changes, COMPANY_FIELDS)
        ensure_domain_free(customer)

    customer = locked(Customer.objects.all(), customer_id)
    details = _changed_fields(customer, changes)
    _edit(customer, "update_company_info", change, actor, version, details, tuple(changes))
    return customer


@operation("customers.change_customer")
def update_billing_profile(
    *, actor: Actor, customer_id: UUID, changes: Mapping[str, str], version: int | None = None
) -> Customer:
    """Change whom invoices go to, where, and in which currency."""

    def change(customer: Customer) -> None:
        assign(customer, changes, PROFILE_FIELDS)

    customer = locked(Customer.objects.all(), customer_id)
    details = _changed_fields(customer, changes)
    action = "update_customer_billing_profile"
    _edit(customer, action, change, actor, version, details, tuple(changes))
    return customer


@operation("customers.change_customer")
def set_qualification(
    *, actor: Actor, customer_id: UUID, qualification: str, version: int | None = None
) -> Customer:
    """Say why the customer may buy at special terms: once, for it cannot be taken back."""

    def change(customer: Customer) -> None:
        customer.qualification = qualification
        if before not in (Qualification.NONE, qualification):
            reason = _("A qualification is set once and cannot be changed.")
            raise Broken("qualification", "qualification_set", reason)

    def details(customer: Customer) -> Details:
        return [("OldQualification", before), ("NewQualification", customer.qualification)]

    customer = locked(Customer.objects.all(), customer_id)
    before = customer.qualification
    action = "update_customer_qualification"
    _edit(customer, action, change, actor, version, details, ("qualification",))
    return customer


def _edit(
    customer: Customer,
    action: str,
    change: Callable[[Customer], None],
    actor: Actor,
    version: int | None,
    details: Callable[[Customer], Details],
    checked: Collection[str],
) -> None:
    edit(
        CUSTOMER,
        customer,
        actor=actor,
        action=action,
        change=lambda _now: change(customer),
        version=version,
        details=details,
        checked=checked,
    )


def _changed_fields(
    customer: Customer, changes: Mapping[str, str]
) -> Callable[[Customer], Details]:
    """Which fields are meant to change, by name: their values are in the entry's old and new."""
    names = [name for name, value in changes.items() if getattr(customer, name) != value]
    changed = ",".join("".join(part.title() for part in name.split("_")) for name in names)
    return lambda customer: [("BillingProfileId", str(customer.pk)), ("ChangedFields", changed)]
