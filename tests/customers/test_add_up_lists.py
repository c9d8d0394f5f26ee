"""The totals above a list: sums over all rows that match, not only those of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from customers.admin import MovementAdmin, SubscriptionAdmin
from customers.models.movement import FIGURES
from tests.customers.making import make_movement, make_product, make_subscription

if TYPE_CHECKING:
    from customers.models import Customer, Subscription, SubscriptionMovement
    from portal.models import User

SUBSCRIPTIONS = "/admin/customers/subscription/"
MOVEMENTS = "/admin/customers/subscriptionmovement/"
MONEY = ("monthly_price", "amount")


def totals(client: Client, address: str, **filters: Any) -> dict[str, Decimal]:
    page = client.get(address, filters).content.decode()
    found = re.findall(r'<dd data-total="([^"]+)" data-value="([^"]+)">', page)
    return {name: Decimal(value) for name, value in found}


def texts(client: Client, address: str, **filters: Any) -> list[str]:
    page = client.get(address, filters).content.decode()
    return re.findall(r"<dd data-total=[^>]+>([^<]*)</dd>", page)


def count(client: Client, address: str, **filters: Any) -> str | None:
    page = client.get(address, filters).content.decode()
    found = re.search(r'<p class="total" role="status" data-count="(\d+)">', page)
    return found[1] if found else None


@pytest.fixture
def many(acme: Customer) -> list[Subscription]:
    """More than a page, in two currencies, with cents that no binary fraction holds."""
    product = make_product()
    return [
        make_subscription(
            acme,
            product=product if number % 7 else make_product(),
            quantity=number + 1,
            assigned_quantity=number // 2,
            unit_price=Decimal(number) / 10 + Decimal("0.01"),
            currency="CHF" if number % 3 == 0 else "EUR",
            is_trial=number % 7 == 0,
            status="suspended" if number % 5 == 0 else "active",
        )
        for number in range(130)
    ]


def expected(rows: Iterable[Subscription]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        unassigned = Decimal(0) if row.is_trial else row.unit_price * row.free_quantity
        for name, value in (
            ("quantity", row.quantity),
            ("assigned_quantity", row.assigned_quantity),
            ("free_quantity", row.free_quantity),
            (f"monthly_price:{row.currency}", row.monthly_price),
            (f"unassigned_price:{row.currency}", unassigned),
        ):
            sums[name] = sums.get(name, Decimal(0)) + value
    return sums


def test_those_of_subscriptions_equal_their_rows(
    as_alice: Client, many: list[Subscription]
) -> None:
    assert totals(as_alice, SUBSCRIPTIONS) == expected(many)
    assert count(as_alice, SUBSCRIPTIONS) == "130"
    narrowed = [row for row in many if row.status == "active" and row.currency == "CHF"]
    found = totals(as_alice, SUBSCRIPTIONS, status="active", currency="CHF")
    assert found == expected(narrowed)
    assert count(as_alice, SUBSCRIPTIONS, status="active", currency="CHF") == str(len(narrowed))


def test_they_stay_the_same_on_every_page(as_alice: Client, many: list[Subscription]) -> None:
    assert totals(as_alice, SUBSCRIPTIONS, last="1") == expected(many)


def test_those_of_movements_equal_their_rows(as_alice: Client, many: list[Subscription]) -> None:
    made = [
        make_movement(
            row,
            "seats_removed" if number % 2 else "seats_added",
            quantity=number - 60,
            active_subscriptions=(number % 3) - 1,
            active_quantity=number - 60,
            active_assigned_quantity=-number,
            monthly_price=(number - 60) * row.unit_price,
            amount=number * row.unit_price,
        )
        for number, row in enumerate(many)
    ]
    assert totals(as_alice, MOVEMENTS) == added(made)
    removed = [row for row in made if row.kind == "seats_removed"]
    assert totals(as_alice, MOVEMENTS, kind="seats_removed") == added(removed)


def added(rows: Iterable[SubscriptionMovement]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        for figure in FIGURES:
            name = f"{figure}:{row.currency}" if figure in MONEY else figure
            sums[name] = sums.get(name, Decimal(0)) + getattr(row, figure)
    return sums


def test_people_read_amounts_in_their_currency_and_differences_with_their_sign(
    as_alice: Client, acme: Customer
) -> None:
    held = make_subscription(acme, quantity=1500, assigned_quantity=500, unit_price="12.30")
    assert texts(as_alice, SUBSCRIPTIONS) == [
        "1,500",
        "500",
        "1,000",
        "18,450.00 EUR",
        "12,300.00 EUR",
    ]
    make_movement(held, active_quantity=-1500, quantity=3, monthly_price=-18450)
    assert texts(as_alice, MOVEMENTS) == ["+3", "0", "−1,500", "0", "−18,450.00 EUR", "0.00 EUR"]


def test_germans_read_them_their_way(alice: User, as_alice: Client, acme: Customer) -> None:
    alice.language = "de"
    alice.save()
    make_subscription(acme, quantity=1500, unit_price="12.30")
    assert texts(as_alice, SUBSCRIPTIONS)[3] == "18.450,00 EUR"


@pytest.mark.parametrize(("cap", "is_known"), [(130, True), (129, False)])
def test_too_many_are_neither_counted_nor_added_up(
    as_alice: Client,
    many: list[Subscription],
    monkeypatch: pytest.MonkeyPatch,
    cap: int,
    is_known: bool,
) -> None:
    monkeypatch.setattr(SubscriptionAdmin, "count_cap", cap)
    assert bool(totals(as_alice, SUBSCRIPTIONS)) == is_known
    assert count(as_alice, SUBSCRIPTIONS) == ("130" if is_known else None)
    page = as_alice.get(SUBSCRIPTIONS).content.decode()
    note = "Up to 129 subscriptions are added up: narrow the list to see their totals."
    assert ("more than 129 subscriptions" in page) == (note in page) == (not is_known)


def test_both_lists_add_up_a_hundred_thousand_rows() -> None:
    assert SubscriptionAdmin.count_cap == MovementAdmin.count_cap == 100_000


@pytest.mark.parametrize("address", [SUBSCRIPTIONS, MOVEMENTS])
def test_an_empty_list_and_one_that_cannot_be_read_have_none(
    as_alice: Client, many: list[Subscription], address: str
) -> None:
    assert totals(as_alice, address, product="nothing like this") == {}
    assert count(as_alice, address, product="nothing like this") == "0"
    assert totals(as_alice, address, customer="nobody") == {}
    assert count(as_alice, address, customer="nobody") is None


def test_a_list_without_totals_is_counted_as_before(as_alice: Client, acme: Customer) -> None:
    assert count(as_alice, "/admin/customers/customer/") == "1"
    assert 'class="totals"' not in as_alice.get("/admin/customers/customer/").content.decode()


def test_they_take_one_query_however_many_rows_there_are(
    as_alice: Client,
    many: list[Subscription],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(7):
        totals(as_alice, SUBSCRIPTIONS)
