"""Customers: who they are, and what the partner is to them."""

from __future__ import annotations

from customers.services.customers.adding import add_customer
from customers.services.customers.editing import (
    change_company_name,
    set_qualification,
    update_billing_profile,
    update_company_info,
)
from customers.services.customers.fields import COMPANY_FIELDS, PROFILE_FIELDS
from customers.services.customers.relationships import (
    ensure_nothing_in_use,
    ensure_reseller,
    remove_relationship,
    request_relationship,
)

__all__ = [
    "COMPANY_FIELDS",
    "PROFILE_FIELDS",
    "add_customer",
    "change_company_name",
    "ensure_nothing_in_use",
    "ensure_reseller",
    "remove_relationship",
    "request_relationship",
    "set_qualification",
    "update_billing_profile",
    "update_company_info",
]
