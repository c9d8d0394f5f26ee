from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from customers.admin.bars import CustomerBar
from customers.admin.cells import activity_url
from customers.admin.head import head
from customers.admin.importing import ImportingAdmin
from customers.admin.importing.lists import customer_steps
from customers.admin.page import subscriptions_page
from customers.admin.subscriptions import SubscriptionInline
from customers.filters import CustomerFilter
from customers.models import Customer
from customers.resources import CustomerResource
from customers.wording import day_text
from portal.admin import NavItem, ReadOnly

if TYPE_CHECKING:
    from uuid import UUID


@admin.display(description=_("name"))
def name(customer: Customer) -> str:
    return str(customer)


@admin.display(description=_("customer since"))
def created_at(customer: Customer) -> str:
    return day_text(customer.created_at)


@admin.register(Customer)
class CustomerAdmin(ReadOnly, ImportingAdmin[Customer]):
    """The list of customers, and a page for each with its first subscriptions."""

    filterset_class = CustomerFilter
    resource_class = CustomerResource
    import_steps = customer_steps
    export_name = "customers"
    bar_class = CustomerBar
    bar_rows = (("q", "country", "relationship", "qualification", "origin"),)
    keyset = ("folded", "id")
    list_display = (name, "domain", "country", "city", "relationship", created_at)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "domain", "id", "relationship", "qualification", created_at)}),
        (_("Address"), {"fields": ("address_line", "postal_code", "city", "country")}),
        (_("Record"), {"fields": ("origin",)}),
    )
    readonly_fields: ClassVar[Any] = ("id", created_at)
    inlines = (SubscriptionInline,)
    nav = NavItem(
        group="business",
        order=10,
        icon="customer",
        description=_("The companies that buy through you, and what they have."),
    )

    def get_urls(self) -> list[URLPattern]:
        def subscriptions(request: HttpRequest, customer_id: UUID) -> HttpResponseBase:
            return subscriptions_page(self, request, customer_id)

        return [
            path(
                "<uuid:customer_id>/subscriptions/",
                self.admin_site.admin_view(subscriptions),
                name="customers_customer_subscriptions",
            ),
            *super().get_urls(),
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Customer | None = None,
    ) -> HttpResponse:
        if obj:
            context |= head(request, obj, here="overview")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(activity_url("customer", object_id))
