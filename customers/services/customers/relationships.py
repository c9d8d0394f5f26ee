from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from customers.services.changes import Kind, edit, locked, locked_rows
from customers.services.kinds import customer_details, kept
from customers.services.operations import operation
from customers.services.refusals import Broken
from customers.services.values import customer_value
from customers.states import IN_USE, Relationship

if TYPE_CHECKING:
    from customers.services.actors import Actor

RELATIONSHIP: Kind[Customer] = Kind(
    "partner_customer_relationship", customer_value, customer_details, kept
)


def ensure_reseller(customer: Customer) -> None:
    if customer.relationship != Relationship.RESELLER:
        raise Broken("", "no_reseller", _("You are not the reseller of this customer."))


def ensure_nothing_in_use(customer: Customer) -> None:
    if customer.subscriptions.filter(status__in=IN_USE).exists():
        reason = _(
            "The customer has subscriptions that run or are about to. Suspend or cancel all of"
            " them first; then the relationship can be removed."
        )
        raise Broken("", "subscriptions_active", reason)


@operation("customers.request_relationship")
def request_relationship(
    *, actor: Actor, customer_id: UUID, version: int | None = None
) -> Customer:
    """Become the reseller of a customer (again)."""
    customer = locked(Customer.objects.all(), customer_id)

    def change(_now: datetime) -> None:
        customer.relationship = Relationship.RESELLER

    edit(
        RELATIONSHIP,
        customer,
        actor=actor,
        action="update_partner_customer_relationship",
        change=change,
        version=version,
    )
    return customer


@operation("customers.remove_relationship")
def remove_relationship(*, actor: Actor, customer_id: UUID, version: int | None = None) -> Customer:
    """Stop being the reseller: when no subscription runs any more. The customer's data stay."""
    customer = locked(Customer.objects.all(), customer_id)
    # Locked too, so that none is reactivated meanwhile; new ones wait for the customer's row.
    locked_rows(customer.subscriptions.all())

    def change(_now: datetime) -> None:
        customer.relationship = Relationship.NONE
        ensure_nothing_in_use(customer)

    edit(
        RELATIONSHIP,
        customer,
        actor=actor,
        action="remove_partner_customer_relationship",
        change=change,
        version=version,
    )
    return customer
