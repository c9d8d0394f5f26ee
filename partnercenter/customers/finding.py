"""What an address is about, by its ID in whatever case; what there is not is told as that."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from customers.models import Customer
from partnercenter.wire.refusing import Code, NotFound

M = TypeVar("M", bound=Model)


def key_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def find(rows: QuerySet[M], text: str, code: Code, what: str) -> M:
    """The row with this ID. Raise NotFound."""
    key = key_of(text)
    row = rows.filter(pk=key).first() if key else None
    if row is None:
        raise NotFound(f"There is no {what} with this ID.", code)
    return row


def find_customer(text: str) -> Customer:
    # A customer's ID is that of its tenant.
    return find(Customer.objects.all(), text, Code.TENANT_NOT_FOUND, "customer")


def customer_key(text: str) -> UUID:
    """The key of a customer whose row is not needed."""
    return find(Customer.objects.only("id"), text, Code.TENANT_NOT_FOUND, "customer").pk
