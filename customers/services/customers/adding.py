from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from customers.services.changes import assign, create
from customers.services.customers.fields import PROFILE_FIELDS
from customers.services.kinds import CUSTOMER
from customers.services.operations import operation
from customers.services.refusals import Broken
from customers.services.validity import ensure_valid

if TYPE_CHECKING:
    from customers.services.actors import Actor

NOTHING: Mapping[str, str] = MappingProxyType({})


@operation("customers.add_customer")
def add_customer(
    *,
    actor: Actor,
    name: str,
    domain: str,
    profile: Mapping[str, str] = NOTHING,
    customer_id: UUID | None = None,
) -> Customer:
    """Add a customer whose reseller the partner is; `customer_id` is the tenant's, where known.

    `profile` has fields of the billing profile, and the registration number.
    """
    now = actor.now()
    customer = Customer(
        id=customer_id or uuid4(), name=name, domain=domain, created_at=now, changed_at=now
    )

    def judge() -> None:
        ensure_named(name)
        if not domain:
            raise Broken("domain", "domain_missing", _("Enter the domain."))
        ensure_domain_free(customer)
        if Customer.objects.filter(pk=customer.pk).exists():
            reason = _("There is a customer with this tenant ID already.")
            raise Broken("customer_id", "tenant_known", reason)

    assign(customer, profile, (*PROFILE_FIELDS, "registration_number"))
    create(CUSTOMER, customer, actor=actor, action="add_customer", judge=judge)
    return customer


def ensure_named(name: str) -> None:
    if not name.strip():
        raise Broken("name", "name_missing", _("Enter the company's name."))


def ensure_domain_free(customer: Customer) -> None:
    ensure_valid(customer, ("domain",))
    others = Customer.objects.exclude(pk=customer.pk)
    if customer.domain and others.filter(domain=customer.domain).exists():
        reason = _("Another customer has this domain.")
        raise Broken("domain", "domain_taken", reason)
