"""What was ordered and renewed, at list prices. The reader is in Berlin, on 15 April 2028."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from customers.services import subscriptions
from tests.analytics.dealing import make_trial_product, sold, then, time_passes, tried
from tests.analytics.reading import berlin, card, figure, heads, row, values
from tests.analytics.reporting import AS_PAID, customer, month, reprice, revenue, value
from tests.customers.making import make_product

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from customers.models import Customer, Product

pytestmark = pytest.mark.usefixtures("in_berlin")

NOTHING = Decimal("0.00")


@pytest.fixture
def plan(db: None) -> Product:
    """A seat costs 10.00 a month: ten of them 1,200.00 a year."""
    return make_product(list_price="10.00", family="Office 365")


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        # The twelve months before April 2028.
        ("2027-03-31 23:59:59", False),
        ("2027-04-01 00:00:00", True),
        ("2028-02-29 23:59:59", True),
        ("2028-03-31 23:59:59", True),
        ("2028-04-01 00:00:00", False),
    ],
)
def test_trailing_months_are_twelve_whole_ones(
    moment: str, counts: bool, acme: Customer, plan: Product
):
    sold(acme, berlin(moment), 10, product=plan)
    assert value(revenue(), "revenue_ttm") == Decimal("1200.00") * counts


def test_trailing_months_are_fixed_whatever_the_period(acme: Customer, plan: Product):
    sold(acme, berlin("2027-06-10 10:00"), 10, product=plan)
    found = figure(revenue("2028-04-01", "2028-04-15"), "revenue_ttm")
    assert found.value == Decimal("1200.00")
    assert found.label == "Revenue, April 2027 to March 2028"
    assert found.link
    assert "date_from=2027-04-01&date_to=2028-03-31" in found.link.url


def test_a_new_term_counts_whole_and_added_seats_for_the_rest_of_it(acme: Customer, plan: Product):
    held = sold(acme, berlin("2027-06-10 10:00"), 10, product=plan)
    # The last of the 366 days of the term, in UTC: 2 × 10.00 × 12 ÷ 366 are 0.66.
    then(subscriptions.change_quantity, held, berlin("2028-06-09 12:00"), quantity=12)
    assert month(revenue("2027-06-01", "2028-06-30"), "revenue_per_month", "2028-06-01") == [
        Decimal("0.66")
    ]


def test_seats_given_back_take_nothing_off(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-03-10 10:00"), 10, product=plan)
    then(subscriptions.change_quantity, held, berlin("2028-03-11 10:00"), quantity=4)
    assert value(revenue(), "revenue_ttm") == Decimal("1200.00")


def test_a_renewal_counts_at_its_own_price(acme: Customer, plan: Product):
    sold(acme, berlin("2027-03-01 10:00"), 10, product=plan)
    reprice(plan, "11.00", berlin("2028-01-01 10:00"))
    time_passes(berlin("2028-03-05 10:00"))
    # The first term was ordered before these months; the second is ten seats at 11.00 for a year.
    report = revenue("2028-02-01", "2028-03-31")
    assert value(report, "revenue_ttm") == Decimal("1320.00")
    # Its term ended with February in UTC, which in Berlin is the first of March.
    assert month(report, "revenue_per_month", "2028-02-01") == [NOTHING]
    assert month(report, "revenue_per_month", "2028-03-01") == [Decimal("1320.00")]


def test_a_trial_is_free_until_it_is_converted(acme: Customer, plan: Product):
    trial = make_product(
        name="Trial", is_trial=True, maximum_quantity=25, converts_to=plan, list_price="10.00"
    )
    held = tried(acme, berlin("2028-03-01 09:00"), trial)
    assert value(revenue(), "revenue_ttm") == NOTHING
    then(subscriptions.convert_trial, held, berlin("2028-03-01 12:00"), quantity=5, **AS_PAID)
    report = revenue("2028-03-01", "2028-03-01")
    assert value(report, "revenue_ttm") == Decimal("600.00")
    assert month(report, "revenue_per_month", "2028-03-01") == [Decimal("600.00")]


def test_what_will_begin_later_is_ordered_now(acme: Customer, plan: Product):
    sold(acme, berlin("2028-03-10 10:00"), 10, product=plan, starts_at=berlin("2028-05-01 00:00"))
    report = revenue()
    assert value(report, "revenue_ttm") == Decimal("1200.00")
    assert value(report, "monthly_recurring_revenue") == NOTHING


def test_what_recurs_is_what_is_active_and_no_trial(acme: Customer, plan: Product):
    sold(acme, berlin("2028-01-10 10:00"), 10, product=plan)
    sold(acme, berlin("2028-01-10 10:00"), 3, product=make_product(list_price="32.10"))
    tried(acme, berlin("2028-04-01 10:00"), make_trial_product(list_price="10.00"))
    suspended = sold(acme, berlin("2028-01-10 10:00"), 10, product=plan)
    then(subscriptions.suspend, suspended, berlin("2028-02-10 10:00"))
    report = revenue()
    # Ten at 10.00 and three at 32.10.
    assert value(report, "monthly_recurring_revenue") == Decimal("196.30")
    assert value(report, "annual_run_rate") == Decimal("2355.60")


def test_one_currency_is_told_at_a_time(acme: Customer, plan: Product):
    sold(acme, berlin("2028-01-10 10:00"), 10, product=plan)
    francs = make_product(list_price="20.00", currency="CHF")
    for _number in range(2):
        sold(acme, berlin("2028-01-10 10:00"), 1, product=francs)
    euros, swiss, none = revenue(), revenue(currency="CHF"), revenue(currency="USD")
    assert value(euros, "revenue_ttm") == Decimal("1200.00")
    assert value(swiss, "revenue_ttm") == Decimal("480.00")
    assert value(euros, "monthly_recurring_revenue") == Decimal("100.00")
    assert value(swiss, "monthly_recurring_revenue") == Decimal("40.00")
    assert value(none, "monthly_recurring_revenue") == value(none, "revenue_ttm") == NOTHING


def test_it_says_at_the_top_that_these_are_list_prices(db: None):
    (note,) = revenue().notes
    assert str(note).startswith("All amounts are list prices before tax")


def test_revenue_is_ranked_by_family_and_by_customer(acme: Customer, plan: Product):
    alpha = customer("Alpha")
    sold(acme, berlin("2027-06-10 10:00"), 10, product=plan)
    sold(alpha, berlin("2028-03-10 10:00"), 20, product=plan)
    sold(alpha, berlin("2028-03-10 10:00"), 10, product=make_product(list_price="10.00", family=""))
    # After the twelve months, and before them.
    sold(acme, berlin("2028-04-10 10:00"), 90, product=plan)
    sold(acme, berlin("2027-03-10 10:00"), 90, product=plan)
    report = revenue("2028-04-01", "2028-04-15")
    # 1,200.00 and 2,400.00 of a family, 1,200.00 of none: three quarters, and one.
    assert heads(report, "revenue_by_family") == ["Office 365", ""]
    by_family = row(report, "revenue_by_family", "Office 365")
    assert values(by_family) == [Decimal("3600.00"), Decimal("0.75")]
    assert heads(report, "revenue_by_customer") == [str(alpha.pk), str(acme.pk)]
    assert values(row(report, "revenue_by_customer", str(acme.pk))) == [
        Decimal("1200.00"),
        Decimal("0.25"),
    ]


def test_ten_customers_are_ranked(plan: Product):
    for number in range(1, 12):
        sold(customer(f"C{number}"), berlin("2028-03-10 10:00"), number, product=plan)
    found = [cells[0].value for cells in card(revenue(), "revenue_by_customer").rows]
    assert found == [f"C{number}" for number in range(11, 1, -1)]


def test_without_anything_there_are_zeros_and_no_shares(db: None):
    report = revenue("2028-03-01", "2028-03-31")
    assert value(report, "revenue_ttm") == value(report, "annual_run_rate") == NOTHING
    assert value(report, "net_revenue_retention") is None
    assert month(report, "mrr_bridge", "2028-03-01") == [NOTHING] * 7
    assert card(report, "revenue_by_family").rows == []


def test_what_narrows_narrows_every_number(acme: Customer, plan: Product):
    alpha = customer("Alpha", country="DE")
    sold(acme, berlin("2028-01-10 10:00"), 10, product=plan)
    sold(alpha, berlin("2028-01-10 10:00"), 4, product=make_product(list_price="5.00"))
    for report in (revenue(customer=alpha.pk), revenue(countries=("DE",))):
        assert value(report, "revenue_ttm") == Decimal("240.00")
        assert value(report, "monthly_recurring_revenue") == Decimal("20.00")
    assert value(revenue(families=("Office 365",)), "revenue_ttm") == Decimal("1200.00")


def test_it_takes_as_many_queries_for_much_as_for_little(
    acme: Customer, plan: Product, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(12):
        sold(acme, berlin("2028-01-10 10:00"), 10 + number, product=plan)
    with django_assert_max_num_queries(6):
        revenue()
