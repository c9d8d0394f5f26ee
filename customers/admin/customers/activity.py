"""A customer's own log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext

from activitylog.admin.bar import ActivityLogBar
from activitylog.admin.columns import Columns
from activitylog.admin.entries import ActivityEntryAdmin
from activitylog.admin.wording import DATES
from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from activitylog.querysets import ActivityEntryQuerySet
from customers.admin.tabs import CustomerTab

if TYPE_CHECKING:
    from portal.admin.bar import Tool


class CustomerActivityFilter(ActivityEntryFilter):
    """The filters of the log, without those that choose a customer."""

    customer: Any = None
    customer_name: Any = None


class CustomerActivityBar(ActivityLogBar):
    def placeholder(self, name: str) -> str:
        return gettext("User or ID") if name == "q" else super().placeholder(name)

    @property
    def tools(self) -> Sequence[Tool]:
        # Without the import, which is into the whole log.
        return super(ActivityLogBar, self).tools


class CustomerColumns(Columns):
    def all(self) -> list[Callable[[ActivityEntry], Any]]:
        return [self.occurred_at, self.action, self.partner_user, self.status, self.details]


class CustomerActivity(CustomerTab[ActivityEntry], ActivityEntryAdmin):
    """The activity log, of one customer."""

    tab = "activity"
    filterset_class = CustomerActivityFilter
    bar_class = CustomerActivityBar
    bar_rows: Any = (DATES, ("action", "partner_user", "status", "resource_type", "resource_id"))

    def get_queryset(self, request: HttpRequest) -> ActivityEntryQuerySet:
        entries = super().get_queryset(request)
        assert isinstance(entries, ActivityEntryQuerySet)
        return entries

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return CustomerColumns(request, self.get_filter_data(request)).all()
