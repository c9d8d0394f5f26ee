from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from customers.admin import cells
from customers.admin.bars import SubscriptionBar
from customers.admin.importing import ImportingAdmin
from customers.admin.importing.lists import subscription_steps
from customers.admin.subscriptions.addresses import operation_paths
from customers.filters import SubscriptionFilter
from customers.models import Subscription
from customers.resources import SubscriptionResource
from portal.admin import NavItem, ReadOnly


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, ImportingAdmin[Subscription]):
    """The list of all customers' subscriptions, and a page for each."""

    filterset_class = SubscriptionFilter
    resource_class = SubscriptionResource
    import_steps = subscription_steps
    export_name = "subscriptions"
    bar_class = SubscriptionBar
    bar_rows = (
        ("q", "status", "family", "term", "billing_cycle"),
        ("auto_renew", "trial", "renews_from", "renews_to"),
    )
    keyset = ("folded", "id")
    list_select_related = ("customer", "product")
    list_display = (
        cells.customer,
        "name",
        "product",
        cells.status,
        cells.assigned_seats,
        "term",
        cells.commitment_end_at,
    )
    list_display_links = ("name",)
    fields: ClassVar[Any] = (
        cells.customer,
        "name",
        "product",
        cells.status,
        "quantity",
        "term",
        "billing_cycle",
        cells.commitment_end_at,
        cells.is_trial,
        cells.created_at,
        "id",
    )
    readonly_fields: ClassVar[Any] = (
        cells.customer,
        cells.status,
        cells.commitment_end_at,
        cells.is_trial,
        cells.created_at,
        "id",
    )
    nav = NavItem(
        group="business",
        order=20,
        icon="subscription",
        description=_("What customers subscribe to, how many seats, and until when."),
    )

    def get_urls(self) -> list[URLPattern]:
        return [*operation_paths(), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(cells.activity_url("resource_id", object_id))
