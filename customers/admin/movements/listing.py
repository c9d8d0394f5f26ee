from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from activitylog.admin.recorded import RecordedExport
from activitylog.links import may_open_customer, may_open_subscriptions
from customers.admin.movements import cells
from customers.admin.movements.bar import MovementBar
from customers.admin.movements.totals import TOTALS
from customers.admin.suggesting import suggested_customers
from customers.filters import MovementFilter
from customers.models import SubscriptionMovement
from customers.resources import MovementResource
from portal.admin import NavItem, ReadOnly

View = Callable[..., HttpResponseBase]
NAME = "customers_subscriptionmovement"


@admin.register(SubscriptionMovement)
class MovementAdmin(ReadOnly, RecordedExport[SubscriptionMovement]):
    """What changed of subscriptions in numbers, newest first; rows lead on to subscriptions."""

    filterset_class = MovementFilter
    resource_class = MovementResource
    export_name = "subscription movements"
    bar_class = MovementBar
    bar_rows = (("date_from", "date_to"), ("kind", "family", "customer_name", "country"))
    keyset = ("-id",)
    totals = TOTALS
    count_cap = 100_000
    list_select_related = ("customer", "subscription", "product")
    list_display_links = None
    change_list_template = "admin/customers/subscriptionmovement/change_list.html"
    nav = NavItem(
        group="business",
        order=25,
        icon="doc",
        description=_("What changed of subscriptions, in seats and amounts, and when."),
    )

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        linked = may_open_subscriptions(request)
        return (
            cells.occurred_at,
            cells.linked_customer if may_open_customer(request) else cells.customer,
            cells.linked_subscription if linked else cells.subscription,
            cells.kind,
            "product",
            cells.quantity,
            cells.active_quantity,
            cells.active_assigned_quantity,
            cells.monthly_price,
            cells.amount,
        )

    def get_urls(self) -> list[URLPattern]:
        # Movements have no pages of their own.
        def named(route: str, view: View, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"{NAME}_{name}")

        return [
            named("", self.changelist_view, "changelist"),
            named("export/", self.export_view, "export"),
            named("export/columns/", self.columns_view, "columns"),
            named("customers/", self.suggest_customers, "customers"),
        ]

    def suggest_customers(self, request: HttpRequest) -> JsonResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return suggested_customers(request)
