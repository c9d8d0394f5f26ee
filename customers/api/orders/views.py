from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch

from customers.api.access import to_read
from customers.api.orders.filters import OrderApiFilter
from customers.api.orders.serializers import ListedOrderSerializer, OrderSerializer
from customers.api.rows import RowView
from customers.models import Order, OrderLine
from portal.api.describing import lists, reads
from portal.api.lists import ListView

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

ROWS = Order.objects.select_related("customer")
LINES = OrderLine.objects.select_related("product").order_by("line_number")


class Orders(ListView[Order]):
    reading = to_read("customers.view_order")
    filterset_class = OrderApiFilter
    keyset = ("-created_at", "-id")
    serializer_class = ListedOrderSerializer
    queryset = ROWS.all()

    @lists("list_orders", ListedOrderSerializer, OrderApiFilter)
    def get(self, request: Request) -> Response:
        """List orders of all customers, newest first.

        Without their lines, which each order has at its own address.
        """
        return self.page(request)


class OneOrder(RowView[Order]):
    reading = to_read("customers.view_order")
    serializer_class = OrderSerializer
    name, key = "api_order", "order_id"
    queryset = ROWS.prefetch_related(Prefetch("lines", queryset=LINES))

    @reads("get_order", OrderSerializer)
    def get(self, request: Request, order_id: UUID) -> Response:
        """Get an order with its lines."""
        return self.show(request)
