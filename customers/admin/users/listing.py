from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.bars import CustomerUserBar
from customers.admin.importing import ImportingAdmin
from customers.admin.own_pages import OwnPages
from customers.admin.page_tools import reason_against_business
from customers.admin.tabs import CustomerTab
from customers.admin.users import cells
from customers.admin.users.page import user_page
from customers.admin.users.pages import user_urls
from customers.filters import CustomerUserFilter, UserOfCustomerFilter
from customers.importing.lists import user_steps
from customers.models import CustomerUser, LicenseAssignment
from customers.resources import CustomerUserResource
from portal.admin import NavItem
from portal.admin.bar import FilterBar, Tool


@admin.register(CustomerUser)
class CustomerUserAdmin(OwnPages[CustomerUser], ImportingAdmin[CustomerUser]):
    """The list of all customers' users, and a page for each."""

    filterset_class = CustomerUserFilter
    resource_class = CustomerUserResource
    import_steps = user_steps
    export_name = "customer-users"
    bar_class: type[FilterBar] = CustomerUserBar
    bar_rows = (("q", "state", "licenses"),)
    keyset = ("folded", "id")
    change_list_template = "admin/thing_list.html"
    list_select_related = ("customer",)
    list_display: Any = (
        "display_name",
        "user_principal_name",
        cells.customer,
        cells.licenses,
        cells.state,
    )
    page_template = "admin/customers/customeruser/page.html"
    nav = NavItem(
        group="business",
        order=15,
        icon="user",
        description=_("The people who work at your customers, and the licenses that they have."),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[CustomerUser]:
        held = LicenseAssignment.objects.select_related("subscription")
        return super().get_queryset(request).prefetch_related(Prefetch("licenses", queryset=held))

    def get_urls(self) -> list[URLPattern]:
        return [*user_urls(), *super().get_urls()]

    def page(self, request: HttpRequest, row: CustomerUser) -> dict[str, Any]:
        return user_page(request, row)


class CustomerUsersBar(CustomerUserBar):
    admin: CustomerUsers

    @property
    def tools(self) -> Sequence[Tool]:
        customer = self.admin.customer
        may_add = self.request.user.has_perm("customers.manage_customeruser")
        if not may_add or reason_against_business(customer):
            return super().tools
        url = reverse("admin:customers_customer_add_user", args=[customer.pk])
        return [*super().tools, Tool(gettext("New user"), url, primary=True)]


class CustomerUsers(CustomerTab[CustomerUser], CustomerUserAdmin):
    """The users of one customer."""

    tab = "users"
    filterset_class = UserOfCustomerFilter
    bar_class = CustomerUsersBar
    list_display = ("display_name", "user_principal_name", cells.licenses, cells.state)

    def has_import_permission(self, request: HttpRequest) -> bool:
        # Files are of any customers' users.
        return False
