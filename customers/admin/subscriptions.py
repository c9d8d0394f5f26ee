from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from activitylog.admin.recorded import RecordedExport
from customers.admin import cells
from customers.admin.bars import SubscriptionBar
from customers.filters import SubscriptionFilter
from customers.models import Customer, Subscription
from customers.resources import SubscriptionResource
from portal.admin import NavItem, ReadOnly


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, RecordedExport[Subscription]):
    """The list of all customers' subscriptions, and a page for each."""

    filterset_class = SubscriptionFilter
    resource_class = SubscriptionResource
    export_name = "subscriptions"
    bar_class = SubscriptionBar
    bar_rows = (("q", "status", "family", "term", "billing_cycle"),)
    keyset = ("folded", "id")
    list_select_related = ("customer", "product")
    list_display = (
        cells.customer,
        "name",
        "product",
        cells.status,
        "quantity",
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

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(cells.activity_url("resource_id", object_id))


class SubscriptionInline(ReadOnly, admin.TabularInline[Subscription, Customer]):
    """The first subscriptions of a customer; the page of all of them is a tab away."""

    model = Subscription
    template = "admin/edit_inline/reading.html"
    fields: ClassVar[Any] = (
        "name",
        "product",
        cells.status,
        "quantity",
        "term",
        cells.commitment_end_at,
    )
    readonly_fields: ClassVar[Any] = (cells.status, cells.commitment_end_at)
    ordering = ("folded", "id")
    show_change_link = True
    extra = 0
    most = 20

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        rows = super().get_queryset(request).select_related("product")
        customer = (
            request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        )
        return rows.filter(pk__in=rows.filter(customer=customer).values("pk")[: self.most])
