from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from activitylog.models import ActivityEntry
from customers.admin.bars import CustomerBar
from customers.admin.customers.activity import CustomerActivity
from customers.admin.customers.company import AddCustomer, company_urls
from customers.admin.customers.overview import overview
from customers.admin.customers.subscriptions import subscriptions_page
from customers.admin.importing import ImportingAdmin
from customers.admin.ordering import OrderingPage
from customers.admin.orders import CustomerOrders
from customers.admin.own_pages import OwnPages
from customers.admin.referrals import CustomerReferrals
from customers.admin.tabs import tab_urls
from customers.admin.users import CustomerUsers
from customers.admin.users.pages import AddUser
from customers.filters import CustomerFilter
from customers.importing.lists import customer_steps
from customers.models import Customer, CustomerUser, Order, Referral
from customers.resources import CustomerResource
from customers.wording import day_text
from portal.admin import NavItem
from portal.admin.form_page import page_path

if TYPE_CHECKING:
    from uuid import UUID


TABS = (
    (CustomerOrders, Order),
    (CustomerUsers, CustomerUser),
    (CustomerReferrals, Referral),
    (CustomerActivity, ActivityEntry),
)


@admin.display(description=_("name"))
def name(customer: Customer) -> str:
    return str(customer)


@admin.display(description=_("customer since"))
def created_at(customer: Customer) -> str:
    return day_text(customer.created_at)


@admin.register(Customer)
class CustomerAdmin(OwnPages[Customer], ImportingAdmin[Customer]):
    """The list of customers, and the pages of each."""

    filterset_class = CustomerFilter
    resource_class = CustomerResource
    import_steps = customer_steps
    export_name = "customers"
    bar_class = CustomerBar
    bar_rows = (("q", "country", "relationship", "qualification", "origin"),)
    keyset = ("folded", "id")
    change_list_template = "admin/thing_list.html"
    list_display = (name, "domain", "country", "city", "relationship", created_at)
    page_template = "admin/customers/customer/overview.html"
    adding = AddCustomer
    history_filter = "customer"
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
            *tab_urls(self.admin_site, TABS),
            page_path("<uuid:customer_id>/order/", OrderingPage, "customers_customer_order"),
            *company_urls(),
            page_path("<uuid:customer_id>/users/add/", AddUser, "customers_customer_add_user"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, row: Customer) -> dict[str, Any]:
        return overview(request, row)
