from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from customers.models import Customer
from customers.states import Origin
from portal.among import AmongKeys


class ImportedCustomers:
    """Adds the customers that ingested records speak of and nobody has entered yet."""

    name = "customers"

    def resolve(self, customers: Mapping[UUID, str]) -> None:
        known = set(
            Customer.objects.filter(AmongKeys("pk", customers)).values_list("pk", flat=True)
        )
        now = timezone.now()
        # By id, so that two imports at once wait for one another instead of deadlocking; and
        # whoever comes second finds the customer there, and leaves it.
        Customer.objects.bulk_create(
            (
                Customer(id=key, name=customers[key], origin=Origin.IMPORTED, created_at=now)
                for key in sorted(customers.keys() - known)
            ),
            ignore_conflicts=True,
        )
