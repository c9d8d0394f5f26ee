from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.moments import moment_html
from customers.admin import cells
from customers.admin.bars import SubscriptionBar
from customers.admin.reading import ReadingAdmin
from customers.filters import SubscriptionFilter
from customers.models import Customer, Subscription
from portal.admin import NavItem


class Cells:
    """The cells that the list, the page and the table in the customer's page have in common."""

    @admin.display(description=_("status"))
    def badge(self, subscription: Subscription) -> SafeString:
        return cells.status_badge(subscription)

    @admin.display(description=_("renews or ends"))
    def renewal(self, subscription: Subscription) -> SafeString | str:
        return cells.term_end(subscription)


@admin.register(Subscription)
class SubscriptionAdmin(Cells, ReadingAdmin[Subscription]):
    filterset_class = SubscriptionFilter
    bar_class = SubscriptionBar
    bar_rows = (("q", "status", "family", "term", "billing_cycle"),)
    keyset = ("folded", "id")
    list_select_related = ("customer", "product")
    list_display = ("buyer", "name", "product", "badge", "quantity", "term", "renewal")
    list_display_links = ("name",)
    fields = (
        "buyer",
        "name",
        "product",
        "badge",
        "quantity",
        "term",
        "billing_cycle",
        "renewal",
        "trial",
        "created",
        "id",
    )
    readonly_fields = ("buyer", "badge", "renewal", "trial", "created", "id")
    nav = NavItem(
        group="business",
        order=20,
        icon="subscription",
        description=_("What customers subscribe to, how many seats, and until when."),
    )

    @admin.display(description=_("customer"))
    def buyer(self, subscription: Subscription) -> SafeString:
        customer = subscription.customer
        return format_html(
            '<a class="name" href="{}" title="{}">{}</a>',
            cells.subscriptions_url(customer),
            customer,
            customer,
        )

    @admin.display(description=_("trial"))
    def trial(self, subscription: Subscription) -> str:
        return gettext("Yes") if subscription.is_trial else gettext("No")

    @admin.display(description=_("created at"))
    def created(self, subscription: Subscription) -> SafeString:
        return moment_html(subscription.created_at)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(cells.activity_url("resource_id", object_id))


class SubscriptionInline(Cells, admin.TabularInline[Subscription, Customer]):
    """The first subscriptions of a customer; the page of all of them is a tab away."""

    model = Subscription
    template = "admin/edit_inline/reading.html"
    fields = ("name", "product", "badge", "quantity", "term", "renewal")
    readonly_fields = ("badge", "renewal")
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

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
