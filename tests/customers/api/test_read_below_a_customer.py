"""What one customer has, below the customer's address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from customers.models import Customer, Order
from tests.customers.api.calls import API, ids_in
from tests.customers.operations_table.making import make_user, running
from tests.problems import fields_of, kind_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User

every_list = pytest.mark.parametrize("name", ["subscriptions", "users", "orders"])


def make(name: str, customer: Customer) -> str:
    if name == "orders":
        order = Order.objects.create(
            customer=customer,
            alternate_id=str(uuid4()),
            billing_cycle="monthly",
            currency="EUR",
            total_price=0,
        )
        return str(order.pk)
    return str((running if name == "subscriptions" else make_user)(customer).pk)


@every_list
def test_it_lists_what_is_this_customers(name: str, program: Client, three: list[Customer]):
    alpha, beta, _gamma = three
    key = make(name, alpha)
    make(name, beta)
    assert ids_in(program, f"customers/{alpha.pk}/{name}/") == [key]
    assert ids_in(program, f"customers/{three[2].pk}/{name}/") == []


@every_list
def test_no_parameter_chooses_another_customer(name: str, program: Client, three: list[Customer]):
    alpha, beta, _gamma = three
    answer = program.get(f"{API}customers/{alpha.pk}/{name}/", {"customer": str(beta.pk)})
    assert fields_of(answer, 400) == ["customer"]


@pytest.mark.parametrize("name", ["subscriptions", "users", "orders"])
def test_nobody_is_found_below_a_customer_who_is_not_there(name: str, program: Client):
    assert kind_of(program.get(f"{API}customers/{uuid4()}/{name}/"), 404) == "not-found"


def test_who_sees_subscriptions_does_not_see_a_customers_page_of_them(
    acme: Customer, charlie: User
):
    """As in the admin, where the page has a permission of its own."""
    granted = ("view_subscription", "view_customer")
    charlie.user_permissions.set(Permission.objects.filter(codename__in=granted))
    program = program_of(charlie, "customers:read")
    assert program.get(f"{API}subscriptions/").status_code == 200
    below = program.get(f"{API}customers/{acme.pk}/subscriptions/")
    assert kind_of(below, 403) == "not-permitted"
