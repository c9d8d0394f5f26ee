from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from customers.admin import cells
from customers.models import Customer, Subscription
from portal.admin import ReadOnly


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
