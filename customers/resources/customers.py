from __future__ import annotations

from typing import Any, ClassVar

from customers.models import Customer
from customers.resources.reading import ReadingResource


class CustomerResource(ReadingResource):
    """The columns of a customer."""

    # A customer of another portal keeps its tenant ID.
    needs_known_key = ""
    unique: ClassVar[Any] = {"domain": str}
    writable = (
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
