from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from activitylog.admin import details, importing, suggesting
from activitylog.admin.bar import ActivityLogBar
from activitylog.admin.columns import Columns
from activitylog.admin.exporting import LogExport
from activitylog.admin.wording import DATES
from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from activitylog.periods import default_month, today
from portal.admin import NavItem, ReadOnly

if TYPE_CHECKING:
    from activitylog.querysets import ActivityEntryQuerySet

View = Callable[..., HttpResponseBase]


@admin.register(ActivityEntry)
class ActivityEntryAdmin(ReadOnly, LogExport):
    """The activity log: to read, narrow, open and export. Only services write entries."""

    filterset_class = ActivityEntryFilter
    bar_class = ActivityLogBar
    bar_rows = (
        DATES,
        ("customer_name", "action", "partner_user", "status", "resource_type", "resource_id"),
    )
    keyset = ("-id",)
    change_list_template = "admin/activitylog/activityentry/change_list.html"
    list_display_links = None
    nav = NavItem(
        group="account",
        order=10,
        icon="log",
        description=_("Who did what to which customer, and when."),
    )

    def get_queryset(self, request: HttpRequest) -> ActivityEntryQuerySet:
        entries: ActivityEntryQuerySet = ActivityEntry.objects.listed()
        return entries

    def get_filter_data(self, request: HttpRequest) -> QueryDict:
        """The most recent month, unless the address says anything about days."""
        if any(name in request.GET for name in DATES):
            return request.GET
        month = default_month(today())
        data = request.GET.copy()
        for name, day in zip(DATES, (month.start, month.end), strict=True):
            data[name] = day.isoformat() if day else ""
        return data

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return Columns(request, self.get_filter_data(request)).all()

    def get_urls(self) -> list[URLPattern]:
        def named(route: str, view: View, name: str) -> URLPattern:
            def call(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
                return view(self, request, **kwargs)

            return path(
                route, self.admin_site.admin_view(call), name=f"activitylog_activityentry_{name}"
            )

        return [
            named("", ActivityEntryAdmin.changelist_view, "changelist"),
            named("export/", ActivityEntryAdmin.export_view, "export"),
            named("export/columns/", ActivityEntryAdmin.columns_view, "columns"),
            named("import/", importing.import_file, "import"),
            named("customers/", suggesting.suggest_customers, "customers"),
            named("details/", details.page_details, "page_details"),
            named("<uuid:key>/details/", details.details, "details"),
            named("<uuid:key>/json/", details.full_json, "json"),
            named("<uuid:key>/change/", details.entry_page, "change"),
        ]
