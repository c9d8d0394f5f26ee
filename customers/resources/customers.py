from __future__ import annotations

from typing import Any, ClassVar

from customers.models import Customer
from customers.resources.reading import ReadingResource
from customers.services.customers import COMPANY_FIELDS, PROFILE_FIELDS

WRITABLE = ("name", *COMPANY_FIELDS, "relationship", "qualification", *PROFILE_FIELDS)


class CustomerResource(ReadingResource):
    """The columns of a customer."""

    # A customer of another portal keeps its tenant ID.
    needs_known_key = ""
    unique: ClassVar[Any] = {"domain": str}
    writable = WRITABLE

    class Meta:
        model = Customer
        fields = (*WRITABLE, "origin", "created_at", "id")
