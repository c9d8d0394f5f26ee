from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activitylog.links import may_open_customer
from customers.admin.bars import CustomerOrderBar, OrderBar
from customers.admin.orders import cells
from customers.admin.orders.page import order_page
from customers.admin.own_pages import OwnPages
from customers.admin.page_tools import order_tools
from customers.admin.tabs import CustomerTab
from customers.filters import CustomerOrderFilter, OrderFilter
from customers.models import Order, OrderLine
from customers.resources import OrderResource
from portal.admin import NavItem
from portal.admin.changelist import FilteredChangeList

if TYPE_CHECKING:
    from portal.admin.bar import Tool
    from portal.admin.exporting import ExportingBar


class OrderList(FilteredChangeList):
    """Knows how many lines the orders of its page have."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        lines = OrderLine.objects.filter(order__in=[order.pk for order in self.result_list])
        counts = Counter(dict(lines.order_by().values_list("order").annotate(Count("pk"))))
        for order in self.result_list:
            setattr(order, cells.COUNTED, counts[order.pk])


@admin.register(Order)
class OrderAdmin(OwnPages[Order]):
    """The list of all customers' orders, newest first, and a page for each."""

    filterset_class = OrderFilter
    resource_class = OrderResource
    export_name = "orders"
    bar_class: type[ExportingBar] = OrderBar
    bar_rows = (("date_from", "date_to", "q"),)
    page_template = "admin/customers/order/page.html"
    keyset = ("-created_at", "-id")
    list_select_related = ("customer",)
    list_display_links = ("alternate_id",)
    nav = NavItem(
        group="business",
        order=30,
        icon="order",
        description=_("What customers have bought, when, and at which price."),
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OrderList]:
        return OrderList

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        customer = cells.linked_customer if may_open_customer(request) else cells.customer
        return (cells.created_at, "alternate_id", customer, cells.lines, cells.total)

    def page(self, request: HttpRequest, row: Order) -> dict[str, Any]:
        return order_page(request, row)


class CustomerOrdersBar(CustomerOrderBar):
    """Above the orders of one customer: the way to another one."""

    admin: CustomerOrders

    @property
    def tools(self) -> Sequence[Tool]:
        return [*super().tools, *order_tools(self.request, self.admin.customer)]


class CustomerOrders(CustomerTab[Order], OrderAdmin):
    """The orders of one customer."""

    tab = "orders"
    filterset_class = CustomerOrderFilter
    bar_class = CustomerOrdersBar

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (cells.created_at, "alternate_id", cells.lines, cells.total)
