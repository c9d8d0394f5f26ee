"""What the active subscriptions are: by family, term, billing cycle and country."""

from __future__ import annotations

from typing import Any

import pytest

from customers.models import Customer
from customers.services.subscriptions import suspend
from tests.analytics.dealing import report, sold, then
from tests.analytics.reading import berlin, card, row, values
from tests.customers.making import make_product

pytestmark = pytest.mark.usefixtures("in_berlin")


@pytest.fixture
def berne(db: None) -> Customer:
    return Customer.objects.create(name="Bärner Handel AG", domain="berne.example", country="CH")


def table(code: str, **narrowed: Any) -> dict[str, list[Any]]:
    rows = card(report(**narrowed), code).rows
    return {str(cells[0].value): values(list(cells[1:])) for cells in rows}


@pytest.fixture
def _held(acme: Customer, berne: Customer) -> None:
    office, none = make_product(family="Office 365"), make_product(family="")
    sold(acme, berlin("2028-01-10 09:00"), 10, product=office)
    sold(acme, berlin("2028-01-10 09:00"), 20, product=office, term="P1M")
    sold(berne, berlin("2028-01-10 09:00"), 7, product=none, billing_cycle="annual")
    # Like the first, and like no other.
    for customer, product in ((acme, office), (berne, make_product(family="Visio"))):
        gone = sold(customer, berlin("2028-01-10 09:00"), 100, product=product)
        then(suspend, gone, berlin("2028-02-10 09:00"))


@pytest.mark.usefixtures("_held")
def test_each_side_shows_subscriptions_and_seats_most_first():
    # What is suspended is in none of them.
    assert table("by_family") == {"Office 365": [2, 30], "No family": [1, 7]}
    assert list(table("by_family")) == ["Office 365", "No family"]
    assert table("by_term") == {"1 year": [2, 17], "1 month": [1, 20]}
    assert table("by_billing_cycle") == {"Monthly": [2, 30], "Annual": [1, 7]}
    assert table("by_country") == {"No country": [2, 30], "CH": [1, 7]}


@pytest.mark.usefixtures("_held")
def test_what_has_none_can_be_asked_for():
    told = report()
    (count, seats) = row(told, "by_family", "")
    assert count.link
    assert count.link.url.endswith("?status=active&family=-")
    assert seats.link
    assert (seats.link.url, seats.link.of) == (count.link.url, "quantity")
    (count, _seats) = row(told, "by_country", "")
    assert count.link
    assert count.link.url.endswith("?status=active&country=-")
    assert table("by_family", families=("-",)) == {"No family": [1, 7]}
    assert table("by_country", countries=("-", "FR")) == {"No country": [2, 30]}


@pytest.mark.usefixtures("_held")
def test_the_report_is_narrowed_by_customer_family_and_country(berne: Customer):
    assert table("by_country", customer=berne.pk) == {"CH": [1, 7]}
    assert table("by_country", customer_name="BÄRNER") == {"CH": [1, 7]}
    assert table("by_country", countries=("CH",)) == {"CH": [1, 7]}
    assert table("by_term", families=("Office 365",)) == {"1 year": [1, 10], "1 month": [1, 20]}
