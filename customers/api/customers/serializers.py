from __future__ import annotations

from customers.models import Customer
from customers.services.customers import COMPANY_FIELDS, PROFILE_FIELDS
from portal.api.outputs import RowSerializer


class CustomerSerializer(RowSerializer):
    """A company that buys through the partner. Its ID is its tenant ID."""

    class Meta:
        model = Customer
        fields = (
            "id",
            "name",
            *COMPANY_FIELDS,
            "relationship",
            "qualification",
            *PROFILE_FIELDS,
            "origin",
            "created_at",
            "changed_at",
            "version",
        )
