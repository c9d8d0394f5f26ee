from __future__ import annotations

from customers.models import Customer
from customers.resources.table import TableResource


class CustomerResource(TableResource):
    """The columns of a customer."""

    set_once = ("id", "domain")
    writable = (
        "name",
        "relationship",
        "qualification",
        "registration_number",
        "contact_first_name",
        "contact_last_name",
        "email",
        "phone_number",
        "address_line",
        "address_line_2",
        "postal_code",
        "city",
        "region",
        "country",
        "culture",
        "currency",
    )

    class Meta:
        model = Customer
        fields = (
            "name",
            "domain",
            "relationship",
            "qualification",
            "registration_number",
            "contact_first_name",
            "contact_last_name",
            "email",
            "phone_number",
            "address_line",
            "address_line_2",
            "postal_code",
            "city",
            "region",
            "country",
            "culture",
            "currency",
            "origin",
            "created_at",
            "id",
        )
