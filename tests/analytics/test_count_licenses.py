"""Seats that are sold, and those that are used. The reader is in Berlin, on 15 April 2028."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from customers.services import subscriptions
from customers.services.licenses import revoke_licenses
from tests.analytics.dealing import assign_to_new, make_trial_product, sold, then, tried
from tests.analytics.reading import berlin, figure
from tests.analytics.reporting import AS_PAID, customer, licenses, month, value
from tests.customers.making import make_product

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from analytics.shapes import Report
    from customers.models import Customer

pytestmark = pytest.mark.usefixtures("in_berlin")

JANUARY = "2028-01-10 10:00"


def prices(report: Report) -> list[tuple[str, Any]]:
    return [
        (item.code.partition(":")[2], item.value)
        for item in report.figures
        if item.code.startswith("unassigned_price:")
    ]


def test_licenses_are_the_seats_of_what_is_active_trials_included(acme: Customer):
    sold(acme, berlin(JANUARY), 10)
    tried(acme, berlin("2028-04-01 10:00"))
    then(subscriptions.suspend, sold(acme, berlin(JANUARY), 4), berlin("2028-02-01 10:00"))
    sold(acme, berlin(JANUARY), 3, starts_at=berlin("2028-05-01 00:00"))
    # Ten, and the 25 of the trial: not four that are suspended, not three that have not begun.
    assert value(licenses(), "licenses") == 35


def test_what_is_not_assigned_is_unassigned(acme: Customer):
    held = sold(acme, berlin(JANUARY), 10)
    staff = assign_to_new(held, 6, berlin("2028-02-01 10:00"))
    then(revoke_licenses, held, berlin("2028-02-02 10:00"), user_ids=[staff[0].pk])
    report = licenses()
    # Five of ten: half of them.
    assert value(report, "assigned_licenses") == 5
    assert value(report, "unassigned_licenses") == 5
    assert value(report, "assignment_rate") == Decimal("0.5")


def test_what_is_assigned_but_suspended_does_not_count(acme: Customer):
    held = sold(acme, berlin(JANUARY), 10)
    assign_to_new(held, 6, berlin("2028-02-01 10:00"))
    then(subscriptions.suspend, held, berlin("2028-02-02 10:00"))
    report = licenses()
    assert value(report, "assigned_licenses") == value(report, "unassigned_licenses") == 0
    assert value(report, "assignment_rate") is None


def test_unassigned_seats_cost_their_list_price_in_each_currency(acme: Customer):
    held = sold(acme, berlin(JANUARY), 10, product=make_product(list_price="32.10"))
    assign_to_new(held, 6, berlin("2028-02-01 10:00"))
    dollars = make_product(list_price="100.00", currency="USD")
    sold(acme, berlin(JANUARY), 2, product=dollars)
    # Four at 32.10 are 128.40, two at 100.00 are 200.00: the most comes first.
    assert prices(licenses()) == [("USD", Decimal("200.00")), ("EUR", Decimal("128.40"))]


def test_unassigned_seats_of_trials_cost_nothing(acme: Customer):
    tried(acme, berlin("2028-04-01 10:00"), make_trial_product(list_price="32.10"))
    report = licenses()
    assert value(report, "unassigned_licenses") == 25
    assert prices(report) == []


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        ("2028-02-28 23:59:59", False),
        # The leap day begins in Berlin, an hour before it does in UTC.
        ("2028-02-29 00:00:00", True),
        ("2028-02-29 23:59:59", True),
        ("2028-03-01 00:00:00", False),
    ],
)
def test_a_period_is_of_the_readers_days(moment: str, counts: bool, acme: Customer):
    sold(acme, berlin(moment), 10)
    assert value(licenses("2028-02-29", "2028-02-29"), "licenses_sold") == 10 * counts


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        ("2028-03-25 23:59:59", False),
        # On this day clocks go from two to three: it has 23 hours.
        ("2028-03-26 00:00:00", True),
        ("2028-03-26 23:59:59", True),
        ("2028-03-27 00:00:00", False),
    ],
)
def test_a_day_on_which_clocks_change_is_one_day(moment: str, counts: bool, acme: Customer):
    sold(acme, berlin(moment), 10)
    assert value(licenses("2028-03-26", "2028-03-26"), "licenses_sold") == 10 * counts


def test_licenses_sold_are_all_seats_bought_and_none_is_deducted(acme: Customer):
    held = sold(acme, berlin("2028-03-01 10:00"), 10)
    then(subscriptions.change_quantity, held, berlin("2028-03-02 10:00"), quantity=13)
    then(subscriptions.change_quantity, held, berlin("2028-03-03 10:00"), quantity=9)
    tried(acme, berlin("2028-03-04 10:00"))
    sold(acme, berlin("2028-03-05 10:00"), 5, starts_at=berlin("2028-05-01 00:00"))
    # 10 and 3 more, 25 of a trial, 5 that begin later; 4 were given back.
    assert value(licenses("2028-03-01", "2028-03-31"), "licenses_sold") == 43


def test_a_trial_converted_on_the_same_day_has_sold_what_is_more(acme: Customer):
    more, fewer = (
        tried(acme, berlin("2028-03-01 09:00"), make_trial_product()) for _trial in range(2)
    )
    noon = berlin("2028-03-01 12:00")
    then(subscriptions.convert_trial, more, noon, quantity=30, **AS_PAID)
    then(subscriptions.convert_trial, fewer, noon, quantity=20, **AS_PAID)
    report = licenses("2028-03-01", "2028-03-01")
    # 25 each when they were tried, and 5 more of one; the 5 fewer of the other are given back.
    assert value(report, "licenses_sold") == 55
    assert month(report, "license_adds", "2028-03-01") == [55, -5]


def test_seats_added_on_the_last_day_of_a_term_are_sold(acme: Customer):
    held = sold(acme, berlin("2027-03-02 10:00"), 10)
    # The term ends with the first of March, in UTC.
    then(subscriptions.change_quantity, held, berlin("2028-03-01 23:00"), quantity=12)
    assert value(licenses("2028-03-01", "2028-03-01"), "licenses_sold") == 2


def test_licenses_sold_are_compared_with_as_many_days_before(acme: Customer):
    sold(acme, berlin("2028-02-29 23:59"), 9)
    sold(acme, berlin("2028-03-01 00:00"), 7)
    sold(acme, berlin("2028-03-31 23:59"), 5)
    sold(acme, berlin("2028-04-01 00:00"), 3)
    # April has had 15 days; as many before it begin on 17 March.
    compared = figure(licenses("2028-04-01", "2028-04-15"), "licenses_sold")
    assert (compared.value, compared.previous) == (3, 5)
    assert figure(licenses("2028-04-01"), "licenses_sold").previous is None


def test_without_anything_there_is_no_rate(db: None):
    report = licenses()
    assert [item.value for item in report.figures] == [0, 0, 0, None, 0]
    assert [card.code for card in report.cards if card.is_ranking and card.rows] == []


def test_what_narrows_narrows_every_number(acme: Customer):
    alpha = customer("Alpha")
    sold(acme, berlin(JANUARY), 10, product=make_product(family="Office 365"))
    sold(alpha, berlin(JANUARY), 4)
    report = licenses(customer=alpha.pk)
    assert value(report, "licenses") == value(report, "licenses_sold") == 4
    assert value(licenses(families=("Office 365",)), "licenses") == 10


def test_it_takes_as_many_queries_for_much_as_for_little(
    acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(12):
        sold(acme, berlin(JANUARY), 10 + number)
    with django_assert_max_num_queries(12):
        licenses()
