"""Where licenses are unused, and how that came about. The reader is in Berlin, on 15 April 2028."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from customers.services import subscriptions
from tests.analytics.dealing import assign_to_new, sold, then, time_passes, tried
from tests.analytics.reading import berlin, card, heads, row, values
from tests.analytics.reporting import customer, licenses, month
from tests.customers.making import make_product

if TYPE_CHECKING:
    from analytics.shapes import Report
    from customers.models import Customer

pytestmark = pytest.mark.usefixtures("in_berlin")

JANUARY = "2028-01-10 10:00"
RATES = "assignment_rate_over_time"


def changes(report: Report) -> list[tuple[str, Any]]:
    return [(row[0].key, row[2].value) for row in card(report, "largest_license_changes").rows]


def test_unassigned_seats_are_ranked_by_product(acme: Customer):
    e3 = make_product(sku="E3", list_price="32.10")
    e5 = make_product(sku="E5", list_price="54.75")
    assign_to_new(sold(acme, berlin(JANUARY), 10, product=e3), 6, berlin("2028-02-01 10:00"))
    sold(acme, berlin(JANUARY), 1, product=e3)
    sold(acme, berlin(JANUARY), 7, product=e5)
    assign_to_new(
        sold(acme, berlin(JANUARY), 2, product=make_product(sku="E1")), 2, berlin("2028-02-02")
    )
    report = licenses()
    assert heads(report, "unassigned_by_product") == ["E5", "E3"]
    # Seven at 54.75; four and one at 32.10.
    assert values(row(report, "unassigned_by_product", "E5")) == [7, Decimal("383.25")]
    assert values(row(report, "unassigned_by_product", "E3")) == [5, Decimal("160.50")]


def test_unassigned_seats_are_ranked_by_customer_in_each_currency(acme: Customer):
    alpha, beta = customer("Alpha"), customer("Beta")
    euros = make_product(list_price="10.00")
    francs = make_product(list_price="20.00", currency="CHF")
    sold(acme, berlin(JANUARY), 3, product=euros)
    sold(alpha, berlin(JANUARY), 2, product=euros)
    sold(alpha, berlin(JANUARY), 4, product=francs)
    tried(beta, berlin("2028-04-01 10:00"))
    report = licenses()
    found = card(report, "unassigned_by_customer")
    assert [field.currency for field in found.fields] == ["", "", "CHF", "EUR"]
    assert [[cell.value for cell in cells] for cells in found.rows] == [
        ["Beta", 25, None, None],
        ["Alpha", 6, Decimal("80.00"), Decimal("20.00")],
        [acme.name, 3, None, Decimal("30.00")],
    ]


def test_ten_are_ranked(acme: Customer):
    for number in range(1, 12):
        sold(acme, berlin(JANUARY), number, product=make_product(sku=f"P{number:02}"))
    report = licenses()
    expected = [f"P{number:02}" for number in range(11, 1, -1)]
    assert heads(report, "unassigned_by_product") == expected
    assert heads(report, "licenses_by_product") == expected


def test_licenses_are_spread_over_products_and_countries(acme: Customer):
    alpha = customer("Alpha", country="DE")
    e3 = make_product(sku="E3")
    assign_to_new(sold(alpha, berlin(JANUARY), 8, product=e3), 2, berlin("2028-02-01 10:00"))
    sold(acme, berlin(JANUARY), 4)
    report = licenses()
    assert values(row(report, "licenses_by_product", "E3")) == [8, 2, Decimal("0.25")]
    assert values(row(report, "licenses_by_country", "DE")) == [8, 2, Decimal("0.25")]
    # Where a customer's country is not known.
    assert values(row(report, "licenses_by_country", "")) == [4, 0, Decimal(0)]


def test_the_rate_of_a_month_is_that_at_its_end(acme: Customer):
    held = sold(acme, berlin("2028-01-31 23:59"), 10)
    assign_to_new(held, 5, berlin("2028-02-29 23:59"))
    sold(acme, berlin("2028-03-01 00:00"), 10)
    report = licenses("2027-12-01", "2028-04-15")
    assert month(report, RATES, "2027-12-01") == [0, 0, None]
    assert month(report, RATES, "2028-01-01") == [10, 0, Decimal(0)]
    assert month(report, RATES, "2028-02-01") == [10, 5, Decimal("0.5")]
    assert month(report, RATES, "2028-03-01") == [20, 5, Decimal("0.25")]


def test_the_rate_is_told_for_twelve_months_at_least_and_never_ahead(acme: Customer):
    sold(acme, berlin(JANUARY), 10)
    months = heads(licenses("2028-04-01", "2028-12-31"), RATES)
    assert (len(months), months[0], months[-1]) == (12, "2027-05-01", "2028-04-01")
    assert heads(licenses("2028-05-01", "2028-12-31"), RATES) == []


def test_what_is_suspended_leaves_and_is_not_given_back(acme: Customer):
    held = sold(acme, berlin("2028-01-31 10:00"), 10)
    assign_to_new(held, 5, berlin("2028-01-31 11:00"))
    then(subscriptions.suspend, held, berlin("2028-02-01 00:00"))
    then(subscriptions.cancel, held, berlin("2028-02-03 10:00"))
    report = licenses("2028-01-01", "2028-03-31")
    assert month(report, RATES, "2028-01-01") == [10, 5, Decimal("0.5")]
    assert month(report, RATES, "2028-02-01") == [0, 0, None]
    assert month(report, RATES, "2028-03-01") == [0, 0, None]
    assert month(report, "license_adds", "2028-02-01") == [0, 0]
    assert month(report, "license_adds", "2028-03-01") == [0, 0]


def test_history_adds_up_to_its_lists(acme: Customer):
    sold(acme, berlin(JANUARY), 10)
    link = row(licenses("2028-01-01"), RATES, "2028-01-01")[0].link
    assert link
    assert link.of == "active_quantity"
    assert "date_to=2028-01-31" in link.url
    assert "date_from" not in link.url


def test_an_upgrade_takes_its_history_along_which_then_has_no_list(acme: Customer):
    e3 = make_product(name="Plan E3", terms=["P1Y"])
    e5 = make_product(name="Plan E5", terms=["P1Y"], list_price="9.00")
    held = sold(acme, berlin(JANUARY), 10, product=e3)
    then(subscriptions.upgrade, held, berlin("2028-03-10 10:00"), product_id=e5.pk)
    now = licenses("2028-01-01", product="Plan E5")
    # It was E3 in January; what is E5 now had ten seats then, and nothing is E3 now.
    assert month(now, RATES, "2028-01-01")[0] == 10
    assert month(licenses("2028-01-01", product="Plan E3"), RATES, "2028-01-01")[0] == 0
    assert row(now, RATES, "2028-01-01")[0].link is None
    assert "no list" in str(card(now, RATES).note)
    assert row(licenses("2028-01-01"), RATES, "2028-01-01")[0].link


def test_months_are_cut_to_the_period(acme: Customer):
    sold(acme, berlin("2028-01-14 23:59"), 1)
    sold(acme, berlin("2028-01-15 00:00"), 2)
    held = sold(acme, berlin("2028-02-10 10:00"), 4)
    then(subscriptions.change_quantity, held, berlin("2028-02-12 10:00"), quantity=1)
    report = licenses("2028-01-15", "2028-02-11")
    assert heads(report, "license_adds") == ["2028-01-15", "2028-02-01"]
    assert month(report, "license_adds", "2028-01-15") == [2, 0]
    assert month(report, "license_adds", "2028-02-01") == [4, 0]
    assert month(licenses("2028-02-01"), "license_adds", "2028-02-01") == [4, -3]


def test_the_largest_changes_are_those_of_a_subscription_together(acme: Customer):
    grown = sold(acme, berlin(JANUARY), 10)
    then(subscriptions.change_quantity, grown, berlin("2028-03-02 10:00"), quantity=15)
    then(subscriptions.change_quantity, grown, berlin("2028-03-05 10:00"), quantity=14)
    same = sold(acme, berlin("2028-03-01 10:00"), 6)
    then(subscriptions.change_quantity, same, berlin("2028-03-02 10:00"), quantity=1)
    as_before = sold(acme, berlin(JANUARY), 10)
    then(subscriptions.change_quantity, as_before, berlin("2028-03-02 10:00"), quantity=12)
    then(subscriptions.change_quantity, as_before, berlin("2028-03-03 10:00"), quantity=10)
    report = licenses("2028-03-01", "2028-03-31")
    # Five more and one fewer; six bought and five given back; two more and two fewer are none.
    found = [
        (cells[0].key, cells[2].value) for cells in card(report, "largest_license_changes").rows
    ]
    assert found == [(str(grown.pk), 4), (str(same.pk), 1)]


def test_what_is_given_back_is_as_large_as_what_is_bought(acme: Customer):
    bought = sold(acme, berlin(JANUARY), 3)
    returned = sold(acme, berlin("2028-03-30 10:00"), 10)
    then(subscriptions.change_quantity, returned, berlin("2028-04-02 10:00"), quantity=1)
    then(subscriptions.change_quantity, bought, berlin("2028-04-02 10:00"), quantity=5)
    report = licenses("2028-04-01", "2028-04-15")
    found = [
        (cells[0].key, cells[2].value) for cells in card(report, "largest_license_changes").rows
    ]
    assert found == [(str(returned.pk), -9), (str(bought.pk), 2)]


def test_renewals_change_no_seats(acme: Customer):
    sold(acme, berlin("2027-02-28 10:00"), 10)
    time_passes(berlin("2028-03-05 10:00"))
    report = licenses("2028-02-01", "2028-03-31")
    assert month(report, "license_adds", "2028-02-01") == [0, 0]
    assert month(report, RATES, "2028-03-01") == [10, 0, Decimal(0)]


def test_each_currency_has_its_own_column_in_the_file(acme: Customer, as_alice: Client):
    sold(acme, berlin(JANUARY), 3, product=make_product(list_price="10.00"))
    sold(acme, berlin(JANUARY), 4, product=make_product(list_price="20.00", currency="CHF"))
    url = reverse("admin:analytics_licenses_export", args=["unassigned_by_product"])
    head = as_alice.get(url).getvalue().decode("utf-8-sig").splitlines()[0]
    assert head == "Product,Unassigned licenses,Price per month (CHF),Price per month (EUR)"
