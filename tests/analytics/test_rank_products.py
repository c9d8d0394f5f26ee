"""Which products sold best in the period."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from customers.services.subscriptions import change_quantity, convert_trial
from tests.analytics.dealing import make_trial_product, report, sold, then, tried
from tests.analytics.reading import berlin, card, heads, row, values
from tests.customers.making import make_product

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.usefixtures("in_berlin")
MARCH = ("2028-03-01", "2028-03-31")


def sell(customer: Customer, sku: str, *quantities: int, day: str = "2028-03-10 09:00") -> None:
    product = make_product(sku=sku, name=f"Product {sku}")
    for quantity in quantities:
        sold(customer, berlin(day), quantity, product=product)


def test_the_five_that_were_sold_most_often_lead(acme: Customer):
    for sku, times in zip("abcdef", (1, 3, 2, 6, 5, 4), strict=True):
        sell(acme, sku, *([1] * times))
    sell(acme, "before", *([1] * 9), day="2028-02-29 23:59:59")
    told = report(*MARCH)
    # Nine times in February; a alone was sold less often than five others.
    assert heads(told, "products_by_subscriptions") == ["d", "e", "f", "b", "c"]
    assert values(row(told, "products_by_subscriptions", "d")) == [6]
    assert card(told, "products_by_subscriptions").note == "5 of 6 products"


def test_few_large_sales_lead_by_licenses(acme: Customer):
    sell(acme, "often", 1, 1, 1)
    sell(acme, "large", 250)
    told = report(*MARCH)
    assert heads(told, "products_by_subscriptions") == ["often", "large"]
    assert heads(told, "products_by_licenses") == ["large", "often"]
    assert values(row(told, "products_by_licenses", "often")) == [3]
    assert card(told, "products_by_licenses").note == ""


def test_seats_added_in_the_period_count_for_what_was_sold_before(acme: Customer):
    product = make_product(sku="grown")
    held = sold(acme, berlin("2028-02-10 09:00"), 10, product=product)
    then(change_quantity, held, berlin("2028-03-01 00:00"), quantity=14)
    then(change_quantity, held, berlin("2028-03-02 00:00"), quantity=12)
    told = report(*MARCH)
    # Four added; the two given back are not deducted.
    assert values(row(told, "products_by_licenses", "grown")) == [4]
    assert heads(told, "products_by_subscriptions") == []


def test_trials_are_sold_too(acme: Customer):
    trial = tried(acme, berlin("2028-03-10 09:00"))
    told = report(*MARCH)
    assert heads(told, "products_by_subscriptions") == [trial.product.sku]
    assert values(row(told, "products_by_licenses", trial.product.sku)) == [25]


def test_a_trial_that_becomes_smaller_takes_nothing_from_what_was_sold(acme: Customer):
    paid = make_product(sku="paid")
    sold(acme, berlin("2028-03-10 09:00"), 20, product=paid)
    shrunk = tried(acme, berlin("2028-03-10 09:00"), make_trial_product(converts_to=paid))
    usual = {"quantity": 10, "term": "P1Y", "billing_cycle": "monthly"}
    then(convert_trial, shrunk, berlin("2028-03-11 09:00"), **usual)
    assert values(row(report(*MARCH), "products_by_licenses", "paid")) == [20]


def test_as_many_are_in_the_order_of_their_names(acme: Customer):
    for sku in ("b", "c", "a"):
        sell(acme, sku, 1)
    assert heads(report(*MARCH), "products_by_subscriptions") == ["a", "b", "c"]


def test_a_part_of_the_name_or_sku_narrows_the_ranking_and_its_links(acme: Customer):
    sell(acme, "CFQ7-1", 5)
    sell(acme, "DZH3-1", 7)
    told = report(*MARCH, product="cfq7")
    assert heads(told, "products_by_licenses") == ["CFQ7-1"]
    (count,) = row(told, "products_by_licenses", "CFQ7-1")
    assert count.link
    assert count.link.of == "quantity"
    assert parse_qs(urlsplit(count.link.url).query) == {
        "product": ["cfq7"],
        "date_from": ["2028-03-01"],
        "date_to": ["2028-03-31"],
        "sku": ["CFQ7-1"],
        "seats": ["more"],
    }
