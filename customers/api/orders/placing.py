"""Orders of a customer: listed, and placed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from customers.api.access import to_read, to_write
from customers.api.below import BelowCustomer
from customers.api.creating import create
from customers.api.orders.bodies import NewOrder, NewTrial
from customers.api.orders.filters import CustomerOrderApiFilter
from customers.api.orders.serializers import ListedOrderSerializer, OrderSerializer
from customers.api.orders.views import OneOrder, Orders
from customers.models import Order
from customers.services.orders import order_trial, place_order
from portal.api.bodies import read_body
from portal.api.describing import creates, lists
from portal.api.idempotency import Idempotent

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

# What the page on which one orders shows.
CATALOGUE = ("customers.view_product", "customers.view_subscription")


class CustomerOrders(BelowCustomer[Order], Orders, Idempotent):
    reading = to_read("customers.view_customer", "customers.view_order")
    writing = to_write(*CATALOGUE, place_order)
    filterset_class = CustomerOrderApiFilter

    @lists("list_customer_orders", ListedOrderSerializer, CustomerOrderApiFilter)
    def get(self, request: Request, customer_id: UUID) -> Response:
        """List a customer's orders, newest first."""
        return self.page(request)

    @creates("place_order", OrderSerializer, NewOrder)
    def post(self, request: Request, customer_id: UUID) -> Response:
        """Order new subscriptions, and more seats of those there are.

        All lines or none. Trials also need the permission to order trials.
        """
        values = read_body(request, NewOrder)
        order_id = values.pop("id", None)
        call = partial(place_order, customer_id=customer_id, **values)
        return create(self, OneOrder, call, order_id)


class CustomerTrials(Idempotent):
    writing = to_write(*CATALOGUE, order_trial)

    @creates("order_trial", OrderSerializer, NewTrial)
    def post(self, request: Request, customer_id: UUID) -> Response:
        """Let a customer try a product for 30 days.

        For who may order trials and nothing else.
        """
        values = read_body(request, NewTrial)
        call = partial(order_trial, customer_id=customer_id, product_id=values["product"])
        return create(self, OneOrder, call, values.get("id"))
