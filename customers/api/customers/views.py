from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from customers.api.access import to_read, to_write
from customers.api.creating import create
from customers.api.customers.bodies import NewCustomer
from customers.api.customers.changing import VIEW, OneCustomer
from customers.api.customers.serializers import CustomerSerializer
from customers.filters import CustomerFilter
from customers.models import Customer
from customers.services.customers import add_customer
from portal.api.bodies import read_body
from portal.api.describing import creates, lists
from portal.api.idempotency import Idempotent
from portal.api.lists import ListView

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response


class Customers(ListView[Customer], Idempotent):
    reading = to_read(VIEW)
    writing = to_write(VIEW, add_customer)
    filterset_class = CustomerFilter
    keyset = ("folded", "id")
    serializer_class = CustomerSerializer
    queryset = Customer.objects.all()

    @lists("list_customers", CustomerSerializer, CustomerFilter)
    def get(self, request: Request) -> Response:
        """List customers, by name."""
        return self.page(request)

    @creates("add_customer", CustomerSerializer, NewCustomer)
    def post(self, request: Request) -> Response:
        """Add a customer."""
        values = read_body(request, NewCustomer)
        given = values.pop("id", None)
        call = partial(
            add_customer, name=values.pop("name"), domain=values.pop("domain"), profile=values
        )
        return create(self, OneCustomer, call, given, {"customer_id": "id"})
