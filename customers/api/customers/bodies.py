from __future__ import annotations

from customers.models import Customer
from customers.services.customers import COMPANY_FIELDS, PROFILE_FIELDS
from portal.api.bodies import ModelBody
from portal.api.fields import IdField

NAMED = {"required": True, "allow_blank": False}


class NewCustomer(ModelBody):
    """A new customer, whose reseller the partner is."""

    id = IdField(required=False, help_text="The tenant's, where it exists already.")

    class Meta:
        model = Customer
        fields = ("id", "name", *COMPANY_FIELDS, *PROFILE_FIELDS)
        extra_kwargs = {"name": NAMED, "domain": NAMED}


class CustomerChanges(ModelBody):
    """What is to be changed of a customer. A qualification is set once, and stays."""

    class Meta:
        model = Customer
        fields = ("name", *COMPANY_FIELDS, *PROFILE_FIELDS, "qualification")
        extra_kwargs = {"name": NAMED}
