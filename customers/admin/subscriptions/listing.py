from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from activitylog.links import may_open_customer
from customers.admin import cells
from customers.admin.bars import SubscriptionBar
from customers.admin.importing import ImportingAdmin
from customers.admin.own_pages import OwnPages
from customers.admin.subscriptions.addresses import operation_paths
from customers.admin.subscriptions.bulk import BULK, BulkPage, choose, may_change_many
from customers.admin.subscriptions.page import subscription_page
from customers.admin.subscriptions.totals import TOTALS
from customers.filters import SubscriptionFilter
from customers.importing.lists import subscription_steps
from customers.models import Subscription
from customers.resources import SubscriptionResource
from portal.admin import NavItem
from portal.admin.form_page import page_path


@admin.register(Subscription)
class SubscriptionAdmin(OwnPages[Subscription], ImportingAdmin[Subscription]):
    """The list of all customers' subscriptions, and a page for each."""

    filterset_class = SubscriptionFilter
    resource_class = SubscriptionResource
    import_steps = subscription_steps
    export_name = "subscriptions"
    bar_class = SubscriptionBar
    bar_rows = (
        ("q", "country", "status", "family", "term", "billing_cycle"),
        ("auto_renew", "is_trial", "commitment_end_from", "commitment_end_to"),
    )
    page_template = "admin/customers/subscription/page.html"
    keyset = ("folded", "id")
    totals = TOTALS
    count_cap = 100_000
    list_select_related = ("customer", "product")
    list_display_links = ("name",)
    change_list_template = "admin/customers/subscription/change_list.html"
    nav = NavItem(
        group="business",
        order=20,
        icon="subscription",
        description=_("What customers subscribe to, how many seats, and until when."),
    )

    def get_urls(self) -> list[URLPattern]:
        bulk = page_path("bulk/", BulkPage, "customers_subscription_bulk")
        return [*operation_paths(), bulk, *super().get_urls()]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        may_open = may_open_customer(request)
        return [
            *([choose] if may_change_many(request) else []),
            cells.customer if may_open else cells.customer_name,
            "name",
            "product",
            cells.status,
            cells.assigned_seats,
            "term",
            cells.commitment_end_at,
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        bulk = BULK if may_change_many(request) else {}
        return super().changelist_view(request, {"bulk": bulk, **(extra_context or {})})

    def page(self, request: HttpRequest, row: Subscription) -> dict[str, Any]:
        return subscription_page(request, row)
