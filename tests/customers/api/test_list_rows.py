"""Lists of customers and what belongs to them: page by page, narrowed as in the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customers.models import (
    Customer,
    CustomerUser,
    Order,
    Product,
    Referral,
    Subscription,
    SubscriptionMovement,
)
from customers.states import Status
from portal.models import User
from tests.customers.api.calls import ids_in, read
from tests.customers.making import make_movement
from tests.customers.operations_table.making import (
    A_DAY,
    license_to,
    make_user,
    running,
    sold,
    suspended,
    trying,
)
from tests.problems import fields_of, problem
from tests.tokens import program_of

Make = Callable[[int], Model]


def customer(number: int) -> Customer:
    return Customer.objects.create(name=f"Kunde {number % 3}", domain=f"kunde{number}.example")


def subscription(number: int) -> Subscription:
    return running(customer(number), product=sold(name=f"Product {number}"))


def order(number: int) -> Order:
    return Order.objects.create(
        customer=customer(number),
        alternate_id=f"{number:012}",
        billing_cycle="monthly",
        currency="EUR",
        total_price=number,
        # Many at one moment.
        created_at=timezone.now().replace(microsecond=0),
    )


def product(number: int) -> Product:
    return sold(name=f"Product {number % 3}")


def user(number: int) -> CustomerUser:
    held = subscription(number)
    return license_to(make_user(held.customer), held)


def referral(number: int) -> Referral:
    return Referral.objects.create(customer=customer(number), name=f"Seats {number}")


def movement(number: int) -> SubscriptionMovement:
    # Many at one moment; that they were ordered is one already.
    return make_movement(subscription(number), "renewed", timezone.now().replace(microsecond=0))


LISTS: dict[str, Make] = {
    "customers": customer,
    "subscriptions": subscription,
    "subscription-movements": movement,
    "orders": order,
    "products": product,
    "customer-users": user,
    "referrals": referral,
}
every_list = pytest.mark.parametrize("name", LISTS)


@every_list
def test_every_row_is_on_one_page_whichever_way_one_turns_them(name: str, program: Client):
    keys = {str(LISTS[name](number).pk) for number in range(8)}
    pages, address = [], f"/api/v1/{name}/?limit=3"
    while address:
        page = program.get(address).json()
        pages.append([row["id"] for row in page["results"]])
        last, address = address, (page["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert [len(page) for page in pages] == [3, 3, 2]
    assert {key for page in pages for key in page} == keys

    back = program.get(last).json()["previous"]
    assert [row["id"] for row in program.get(back).json()["results"]] == pages[1]


def test_a_row_that_moves_takes_nobody_along(program: Client, three: list[Customer]):
    """The last one of a page gets another name before the next page is read."""
    alpha, beta, gamma = three
    page = read(program, "customers/", limit=1)
    alpha.name = "Omega"
    alpha.save()
    rest = read(program, page["next"].removeprefix("http://127.0.0.1:8000/api/v1/"))
    assert [row["id"] for row in rest["results"]] == [str(beta.pk)]
    rest = read(program, rest["next"].removeprefix("http://127.0.0.1:8000/api/v1/"))
    assert [row["id"] for row in rest["results"]] == [str(gamma.pk)]


@pytest.mark.parametrize("text", ["\U0001d49c" * 200, "ß" * 400, "a\u0001\u2028b"])
def test_a_long_or_strange_name_ends_no_walk(text: str, program: Client):
    for number in range(2):
        Customer.objects.create(name=text, domain=f"kunde{number}.example")
    page = read(program, "customers/", limit=1)
    assert len(page["next"]) < 8_000
    (last,) = read(program, page["next"].removeprefix("http://127.0.0.1:8000/api/v1/"))["results"]
    assert last["id"] != page["results"][0]["id"]


def test_a_cursor_of_another_list_is_none_of_this_one(program: Client):
    for number in range(2):
        order(number)
    cursor = read(program, "orders/", limit=1)["next"].partition("cursor=")[2]
    assert fields_of(program.get(f"/api/v1/customers/?cursor={cursor}"), 400) == ["cursor"]


@every_list
def test_forty_rows_take_no_more_questions_than_ten(name: str, program: Client):
    for number in range(10):
        LISTS[name](number)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert len(ids_in(program, f"{name}/")) == 10
    for number in range(10, 40):
        LISTS[name](number)
    with CaptureQueriesContext(connection) as many:
        assert len(ids_in(program, f"{name}/")) == 40
    assert len(many) == len(few) <= 3


@every_list
@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"limit": "9" * 30}, "limit"),
        ({"limit": ["5", "6"]}, "limit"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"cursor": "YWZ0ZXI6MTIz"}, "cursor"),
        ({"colour": "red"}, "colour"),
        ({"q": "a\0b"}, "q"),
        ({"q": "x" * 401}, "q"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_listed(
    name: str, params: Any, field: str, program: Client
):
    LISTS[name](0)
    assert fields_of(program.get(f"/api/v1/{name}/", params), 400) == [field]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("subscriptions", "customer", "4711"),
        ("subscriptions", "customer", str(2**70)),
        ("subscriptions", "status", "active\0"),
        ("subscriptions", "commitment_end_from", "2026-02-30"),
        ("subscriptions", "commitment_end_to", "0001-01-01"),
        ("orders", "date_from", "yesterday"),
        ("orders", "date_to", "9999-12-31"),
        ("customer-users", "licenses", "\0"),
        ("referrals", "customer", "\0"),
    ],
)
def test_each_filter_says_what_it_cannot_read(name: str, field: str, value: str, program: Client):
    told = problem(program.get(f"/api/v1/{name}/", {field: value}), 400)
    (error,) = told["errors"]
    assert error["field"] == field
    assert error["reason"]


def test_an_order_is_found_by_its_days(program: Client):
    key = str(order(1).pk)
    now = timezone.now()
    today, yesterday = f"{now:%Y-%m-%d}", f"{now - A_DAY:%Y-%m-%d}"
    assert ids_in(program, "orders/", date_from=today, date_to=today) == [key]
    assert ids_in(program, "orders/", date_to=yesterday) == []
    crossed = program.get("/api/v1/orders/", {"date_from": today, "date_to": yesterday})
    assert fields_of(crossed, 400) == ["date_from"]


def test_an_order_is_found_by_its_moment(program: Client):
    made = order(1)
    moment = f"{made.created_at:%Y-%m-%dT%H:%M:%S}Z"
    assert ids_in(program, "orders/", date_from=moment, date_to=moment) == [str(made.pk)]
    before = f"{made.created_at - timedelta(microseconds=1):%Y-%m-%dT%H:%M:%S.%fZ}"
    assert ids_in(program, "orders/", date_to=before) == []


def test_filters_add_up_and_unknown_codes_match_nothing(program: Client, acme: Customer):
    held, stopped, tried = running(acme), suspended(acme), trying(acme)
    subscription(1)
    of_acme = {"customer": str(acme.pk)}
    assert set(ids_in(program, "subscriptions/", **of_acme)) == {
        str(row.pk) for row in (held, stopped, tried)
    }
    some = {**of_acme, "status": ["active", "pending"], "is_trial": "false"}
    assert ids_in(program, "subscriptions/", **some) == [str(held.pk)]
    assert ids_in(program, "subscriptions/", **of_acme, status="gone") == []
    assert ids_in(program, "subscriptions/", **of_acme, auto_renew="maybe") == []


def test_a_part_of_a_name_is_found_whatever_its_case(program: Client, acme: Customer):
    customer(1)
    assert ids_in(program, "customers/", q="MÜLLER") == [str(acme.pk)]
    assert ids_in(program, "customers/", q=str(acme.pk)) == [str(acme.pk)]


def test_users_are_found_by_whether_they_have_licenses(program: Client, acme: Customer):
    licensed, without = license_to(make_user(acme), running(acme)), make_user(acme)
    assert ids_in(program, "customer-users/", licenses="with") == [str(licensed.pk)]
    assert ids_in(program, "customer-users/", licenses="without") == [str(without.pk)]


def test_ids_are_text_moments_in_utc_and_amounts_have_two_decimals(
    program: Client, acme: Customer, alice: User
):
    User.objects.filter(pk=alice.pk).update(time_zone="America/New_York", language="de")
    held = running(acme, unit_price="32.1")
    (row,) = read(program, "subscriptions/")["results"]
    assert row["customer"] == str(acme.pk)
    assert row["customer_name"] == "Müller & Söhne GmbH"
    assert row["sku"] == held.product.sku
    assert row["unit_price"] == "32.10"
    assert row["commitment_end_at"] == f"{held.commitment_end_at:%Y-%m-%dT%H:%M:%S.%f}Z"
    assert row["suspended_at"] is None
    assert row["status"] == Status.ACTIVE
    assert row["refundable"] == held.refundable
    assert row["version"] == 1


def test_who_may_not_look_is_told_so(acme: Customer, charlie: User):
    for name in LISTS:
        told = problem(program_of(charlie, "customers:read").get(f"/api/v1/{name}/"), 403)
        assert told["type"].endswith("#problem-not-permitted")
