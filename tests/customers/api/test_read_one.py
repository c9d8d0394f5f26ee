"""One customer, subscription, order, product, user or referral."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer, Referral
from customers.services import Actor
from customers.services.orders import LineRequest, MoreSeats, place_order
from tests.customers.api.calls import read
from tests.customers.operations_table.making import license_to, make_user, running, sold
from tests.customers.operations_table.orders import new
from tests.problems import fields_of, kind_of

KINDS = ("customers", "subscriptions", "orders", "products", "customer-users", "referrals")
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def addresses(acme: Customer) -> dict[str, str]:
    held = running(acme)
    lines: list[LineRequest] = [
        new(sold(), name="Büro Köln"),
        MoreSeats(subscription_id=held.pk, quantity=3),
    ]
    order = place_order(actor=Actor(application="test"), customer_id=acme.pk, lines=lines)
    rows = (acme, held, order, sold(), license_to(make_user(acme), held))
    referral = Referral.objects.create(customer=acme, name="Seats")
    keys = [row.pk for row in (*rows, referral)]
    return {kind: f"{kind}/{key}/" for kind, key in zip(KINDS, keys, strict=True)}


@every_kind
def test_it_comes_with_its_version(kind: str, program: Client, addresses: dict[str, str]):
    answer = program.get(f"/api/v1/{addresses[kind]}")
    assert answer.status_code == 200
    row = answer.json()
    assert row["id"] in addresses[kind]
    assert answer["ETag"] == f'"{row["version"]}"'


@every_kind
def test_it_is_as_the_list_has_it(kind: str, program: Client, addresses: dict[str, str]):
    one = read(program, addresses[kind])
    listed = {row["id"]: row for row in read(program, f"{kind}/")["results"]}
    assert listed[one["id"]].items() <= one.items()


@every_kind
def test_what_is_not_there_is_not_found(kind: str, program: Client):
    assert kind_of(program.get(f"/api/v1/{kind}/{uuid4()}/"), 404) == "not-found"
    assert kind_of(program.get(f"/api/v1/{kind}/4711/"), 404) == "not-found"
    assert kind_of(program.get(f"/api/v1/{kind}/%00/"), 404) == "not-found"
    assert kind_of(program.get(f"/api/v1/{kind}/a%0Ab/"), 404) == "not-found"


@every_kind
def test_a_parameter_that_means_nothing_is_refused(
    kind: str, program: Client, addresses: dict[str, str]
):
    assert fields_of(program.get(f"/api/v1/{addresses[kind]}?limit=5"), 400) == ["limit"]


def test_an_order_has_its_lines(program: Client, addresses: dict[str, str]):
    first, second = read(program, addresses["orders"])["lines"]
    assert (first["line_number"], first["kind"], first["name"]) == (0, "new", "Büro Köln")
    assert first["unit_price"] == "32.10"
    assert (second["kind"], second["quantity"]) == ("addQuantity", 3)
    assert second["subscription"] in addresses["subscriptions"]


def test_a_user_has_their_licenses(program: Client, addresses: dict[str, str]):
    (held,) = read(program, addresses["customer-users"])["licenses"]
    assert held["subscription"] in addresses["subscriptions"]
    assert held["name"] == "Microsoft 365 E3"


def test_forty_lines_take_no_more_questions_than_two(
    program: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    lines = [new(sold(name=f"Product {number}")) for number in range(40)]
    order = place_order(actor=Actor(application="test"), customer_id=acme.pk, lines=lines)
    with django_assert_max_num_queries(3):
        assert len(read(program, f"orders/{order.pk}/")["lines"]) == 40


def test_twenty_licenses_take_no_more_questions_than_one(
    program: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    user = make_user(acme)
    for _number in range(20):
        license_to(user, running(acme))
    with django_assert_max_num_queries(3):
        assert len(read(program, f"customer-users/{user.pk}/")["licenses"]) == 20
