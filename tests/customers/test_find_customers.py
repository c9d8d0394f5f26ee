"""The lists of customers, products and subscriptions."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer
from tests.customers.making import make_product, make_subscription


def found(client: Client, name: str, **filters: Any) -> list[str]:
    """The IDs of the rows listed, in order."""
    response = client.get(reverse(f"admin:customers_{name}_changelist"), filters)
    assert response.status_code == 200
    return [str(row.pk) for row in response.context["cl"].result_list]


def customer(**values: Any) -> str:
    return str(Customer.objects.create(**values).pk)


def test_it_lists_by_name_whatever_the_case(as_bob: Client):
    last = customer(name="beta")
    first = customer(name="ALPHA")
    assert found(as_bob, "customer") == [first, last]


@pytest.mark.parametrize("part", ["müll", "MÜLLER", "söhne gmbh", "mueller-soehne.example"])
def test_it_finds_a_customer_by_part_of_name_or_domain(as_bob: Client, acme: Customer, part: str):
    customer(name="Other", domain="other.example")
    assert found(as_bob, "customer", q=part) == [str(acme.pk)]


def test_it_finds_double_s_either_way(as_bob: Client, db: None):
    found_one = customer(name="Großhandel Weiß")
    assert found(as_bob, "customer", q="GROSSHANDEL WEISS") == [found_one]


def test_it_finds_a_customer_by_id(as_bob: Client, acme: Customer):
    customer(name="Other")
    assert found(as_bob, "customer", q=str(acme.pk).upper()) == [str(acme.pk)]


def test_it_takes_signs_as_they_are(as_bob: Client, acme: Customer):
    assert found(as_bob, "customer", q="%") == []
    assert found(as_bob, "customer", q="_") == []


def test_it_narrows_customers_by_country(as_bob: Client, db: None):
    vienna = customer(name="A", country="AT")
    zurich = customer(name="B", country="CH")
    customer(name="C", country="DE")
    assert found(as_bob, "customer", country=["AT", "CH"]) == [vienna, zurich]


def test_it_offers_the_countries_that_there_are(as_bob: Client, db: None):
    customer(name="A", country="AT")
    html = as_bob.get(reverse("admin:customers_customer_changelist")).content.decode()
    assert re.findall(r'name="country" value="(\w+)"', html) == ["AT"]


def test_it_narrows_subscriptions_by_status_and_family(as_bob: Client, acme: Customer):
    power = make_product(family="Power Platform")
    wanted = make_subscription(acme, product=power, status="suspended")
    make_subscription(acme, product=power, status="active")
    make_subscription(acme, status="suspended")
    rows = found(as_bob, "subscription", status="suspended", family="Power Platform")
    assert rows == [str(wanted.pk)]


@pytest.mark.parametrize("part", ["büro", "müller", "cfq7ttc0lchc"])
def test_it_finds_a_subscription_by_its_its_customers_and_its_products_name(
    as_bob: Client, acme: Customer, part: str
):
    product = make_product(sku="CFQ7TTC0LCHC:0002")
    wanted = make_subscription(acme, product=product, name="Büro")
    make_subscription(Customer.objects.create(name="Other"))
    assert found(as_bob, "subscription", q=part) == [str(wanted.pk)]


def test_it_lists_the_subscriptions_of_one_customer(as_bob: Client, acme: Customer):
    wanted = make_subscription(acme)
    make_subscription(Customer.objects.create(name="Other"))
    url = reverse("admin:customers_subscription_changelist")

    response = as_bob.get(url, {"customer": str(acme.pk)})

    assert [row.pk for row in response.context["cl"].result_list] == [wanted.pk]
    assert "Müller &amp; Söhne GmbH" in response.content.decode()


def test_it_finds_a_product_by_part_of_name_or_sku(as_alice: Client):
    wanted = make_product(name="Visio Plan 2", sku="CFQ7TTC0HD32:0002")
    make_product()
    assert found(as_alice, "product", q="visio") == [str(wanted.pk)]
    assert found(as_alice, "product", q="hd32:0002") == [str(wanted.pk)]


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("customer", {"nonsense": "1"}),
        ("customer", {"country": "A\0"}),
        ("subscription", {"customer": "nobody"}),
    ],
)
def test_it_lists_nothing_when_a_filter_cannot_be_read(
    as_bob: Client, acme: Customer, name: str, filters: dict[str, str]
):
    make_subscription(acme)
    assert found(as_bob, name, **filters) == []


def test_it_reads_every_page_once(as_bob: Client, db: None):
    # Names alike: the ID decides their order.
    made = {UUID(customer(name="Same name")) for _ in range(230)}
    url = reverse("admin:customers_customer_changelist")
    seen: list[UUID] = []
    following = "?"
    while following:
        response = as_bob.get(url + following)
        seen += [row.pk for row in response.context["cl"].result_list]
        following = response.context["bar"].pages["older"]
    assert len(seen) == 230
    assert set(seen) == made


@pytest.mark.parametrize("name", ["customer", "product", "subscription"])
def test_it_asks_the_database_as_often_for_many_as_for_one(
    as_alice: Client,
    acme: Customer,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for _ in range(20):
        make_subscription(acme)
    with django_assert_max_num_queries(6):
        found(as_alice, name)
