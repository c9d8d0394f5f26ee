from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from activitylog.api.describing import EntrySerializer
from activitylog.api.entries import OTHERS, READING, EntryPages
from activitylog.api.filters import ActivityApiFilter
from customers.api.below import existing
from portal.api.access import Access
from portal.api.describing import lists

if TYPE_CHECKING:
    from django.http import HttpResponse
    from rest_framework.request import Request

    from activitylog.querysets import ActivityEntryQuerySet


class CustomerActivityFilter(ActivityApiFilter):
    """The filters of the log, without those that choose a customer."""

    customer: Any = None
    customer_name: Any = None


class CustomerActivity(EntryPages):
    """The activity log, of one customer."""

    reading = Access(READING.scope, (*READING.permissions, "customers.view_customer"))
    filterset_class = CustomerActivityFilter

    def entries(self) -> ActivityEntryQuerySet:
        return super().entries().filter(customer=existing(self.kwargs["customer_id"]))

    @lists("list_customer_activity", EntrySerializer, CustomerActivityFilter, OTHERS)
    def get(self, request: Request, **_key: UUID) -> HttpResponse:
        """Read a customer's own log, page by page."""
        page: HttpResponse = super().get(request)
        return page
