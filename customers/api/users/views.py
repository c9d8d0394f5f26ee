"""Users, of all customers and of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from customers.api.access import to_read, to_write
from customers.api.below import BelowCustomer
from customers.api.creating import create
from customers.api.users.bodies import NewCustomerUser
from customers.api.users.changing import ROWS, VIEW, OneCustomerUser
from customers.api.users.serializers import CustomerUserSerializer
from customers.filters import CustomerUserFilter, UserOfCustomerFilter
from customers.models import CustomerUser
from customers.services.users import create_user
from portal.api.bodies import read_body
from portal.api.describing import creates, lists
from portal.api.idempotency import Idempotent
from portal.api.lists import ListView

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response


class CustomerUsers(ListView[CustomerUser]):
    reading = to_read(VIEW)
    filterset_class = CustomerUserFilter
    keyset = ("folded", "id")
    serializer_class = CustomerUserSerializer
    queryset = ROWS.all()

    @lists("list_customer_users", CustomerUserSerializer, CustomerUserFilter)
    def get(self, request: Request) -> Response:
        """List the users of all customers, by name, with their licenses."""
        return self.page(request)


class UsersOfCustomer(BelowCustomer[CustomerUser], CustomerUsers, Idempotent):
    reading = to_read("customers.view_customer", VIEW)
    writing = to_write("customers.view_customer", VIEW, create_user)
    filterset_class = UserOfCustomerFilter

    @lists("list_users_of_customer", CustomerUserSerializer, UserOfCustomerFilter)
    def get(self, request: Request, customer_id: UUID) -> Response:
        """List a customer's users, by name, with their licenses."""
        return self.page(request)

    @creates("create_customer_user", CustomerUserSerializer, NewCustomerUser)
    def post(self, request: Request, customer_id: UUID) -> Response:
        """Give someone at a customer an account."""
        values = read_body(request, NewCustomerUser)
        call = partial(
            create_user,
            customer_id=customer_id,
            user_principal_name=values.pop("user_principal_name"),
            values=values,
        )
        return create(self, OneCustomerUser, call)
