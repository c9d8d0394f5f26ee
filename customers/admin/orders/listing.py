from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from activitylog.admin.recorded import RecordedExport
from activitylog.links import activity_url, may_open_customer
from customers.admin.bars import CustomerOrderBar, OrderBar
from customers.admin.orders import cells
from customers.admin.orders.page import order_page
from customers.admin.page_tools import order_tools
from customers.admin.tabs import CustomerTab
from customers.filters import CustomerOrderFilter, OrderFilter
from customers.models import Order, OrderLine
from customers.resources import OrderResource
from portal.admin import NavItem, ReadOnly
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
class OrderAdmin(ReadOnly, RecordedExport[Order]):
    """The list of all customers' orders, newest first, and a page for each."""

    filterset_class = OrderFilter
    resource_class = OrderResource
    export_name = "orders"
    bar_class: type[ExportingBar] = OrderBar
    bar_rows = (("date_from", "date_to", "q"),)
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

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        order = self.get_object(request, unquote(object_id))
        if order is None:
            raise Http404
        return order_page(self, request, order)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(activity_url(resource_id=object_id))


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
