"""However many rows there are, a page asks the database the same few questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer, Product, Subscription
from tests.customers.addresses import url
from tests.customers.operations_table.making import (
    license_to,
    make_user,
    running,
    sold,
    trial_product,
    trying,
)

MANY = 20
PRODUCTS = reverse("admin:customers_product_changelist")
SUBSCRIPTIONS = reverse("admin:customers_subscription_changelist")
BULK = reverse("admin:customers_subscription_bulk")


@pytest.fixture
def held(acme: Customer) -> Subscription:
    """A subscription among many, of many products and customers, with add-ons and licenses."""
    held = running(acme, quantity=MANY)
    for number in range(MANY):
        other = Customer.objects.create(name=f"Customer {number}")
        becomes = sold(name=f"Product {number}")
        trying(other, product=trial_product(converts_to=becomes))
        running(acme, product=becomes)
        running(acme, product=sold(name=f"Add-on {number}", is_add_on=True), parent=held)
        license_to(make_user(acme), held)
    return held


def list_of_products(client: Client, _held: Subscription) -> HttpResponseBase:
    return client.get(PRODUCTS)


def product(client: Client, held: Subscription) -> HttpResponseBase:
    return client.get(url(held.product))


def list_of_subscriptions(client: Client, _held: Subscription) -> HttpResponseBase:
    return client.get(SUBSCRIPTIONS)


def subscription(client: Client, held: Subscription) -> HttpResponseBase:
    return client.get(url(held))


def new_order(client: Client, held: Subscription) -> HttpResponseBase:
    return client.get(url(held.customer, "order"))


def bulk(action: str) -> Callable[[Client, Subscription], HttpResponseBase]:
    def confirm(client: Client, _held: Subscription) -> HttpResponseBase:
        rows = [str(key) for key in Subscription.objects.values_list("pk", flat=True)]
        return client.post(BULK, {"action": action, "row": rows})

    return confirm


@pytest.mark.parametrize(
    ("ask", "budget"),
    [
        pytest.param(list_of_products, 5, id="products"),
        pytest.param(product, 5, id="a product"),
        pytest.param(list_of_subscriptions, 6, id="subscriptions"),
        pytest.param(subscription, 13, id="a subscription"),
        pytest.param(new_order, 6, id="new order"),
        pytest.param(bulk("suspend"), 5, id="suspend many"),
        pytest.param(bulk("reactivate"), 5, id="reactivate many"),
        pytest.param(bulk("auto-renew-on"), 5, id="renew many"),
    ],
)
def test_it_asks_no_more_for_many(
    ask: Callable[[Client, Subscription], HttpResponseBase],
    budget: int,
    as_alice: Client,
    held: Subscription,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assert Product.objects.count() > 2 * MANY
    with django_assert_max_num_queries(budget):
        answer = ask(as_alice, held)
    assert answer.status_code == 200
