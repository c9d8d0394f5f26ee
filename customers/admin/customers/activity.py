"""A customer's own log, and the entries that pages show the latest of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from activitylog.actions import action_label, resource_icon
from activitylog.admin.bar import ActivityLogBar
from activitylog.admin.columns import Columns, status_html
from activitylog.admin.entries import ActivityEntryAdmin
from activitylog.admin.wording import DATES
from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from activitylog.moments import moment_html
from activitylog.querysets import ActivityEntryQuerySet
from customers.admin.tabs import CustomerTab

if TYPE_CHECKING:
    from portal.admin.bar import Tool

LATEST = 5


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


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry in a line: what, who, when; its status only where it is not "succeeded"."""

    icon: str
    label: str
    url: str
    actor: str
    status: SafeString | str
    when: SafeString


def latest(entries: QuerySet[ActivityEntry]) -> list[Happening]:
    """The newest of these entries."""
    return [_happening(entry) for entry in entries.order_by("-id")[:LATEST]]


def _happening(entry: ActivityEntry) -> Happening:
    return Happening(
        icon=resource_icon(entry.resource_type),
        label=action_label(entry.action),
        url=reverse("admin:activitylog_activityentry_change", args=[entry.pk]),
        actor=entry.partner_user or entry.application,
        status="" if entry.status == "succeeded" else status_html(entry),
        when=moment_html(entry.occurred_at),
    )
