"""How the monthly recurring revenue changes. The reader is in Berlin, on 15 April 2028."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from customers.services import subscriptions
from tests.analytics.dealing import sold, then, time_passes, tried
from tests.analytics.reading import berlin, card, chart_of, figure, row
from tests.analytics.reporting import AS_PAID, month, reprice, revenue, value
from tests.customers.making import make_product

if TYPE_CHECKING:
    from analytics.shapes import Report
    from customers.models import Customer, Product
    from tests.analytics.story import Story

pytestmark = pytest.mark.usefixtures("in_berlin")

FLOWS = ("new", "reactivated", "expansion", "contraction", "churn")


@pytest.fixture
def plan(db: None) -> Product:
    """A seat costs 10.00 a month."""
    return make_product(name="Plan", list_price="10.00", terms=["P1M", "P1Y"])


def bridge(report: Report, start: str) -> dict[str, Any]:
    """What is not zero, in whole euros."""
    opening, *flows, closing = month(report, "mrr_bridge", start)
    assert opening + sum(flows) == closing
    named = zip(("opening", *FLOWS, "closing"), (opening, *flows, closing), strict=True)
    return {name: amount for name, amount in named if amount}


def test_what_is_ordered_is_new(acme: Customer, plan: Product):
    sold(acme, berlin("2028-02-29 23:59:59"), 10, product=plan)
    sold(acme, berlin("2028-03-01 00:00:00"), 4, product=plan)
    report = revenue("2028-02-01", "2028-03-31")
    assert bridge(report, "2028-02-01") == {"new": 100, "closing": 100}
    assert bridge(report, "2028-03-01") == {"opening": 100, "new": 40, "closing": 140}


def test_what_begins_later_is_new_when_it_begins(acme: Customer, plan: Product):
    sold(acme, berlin("2028-02-10 10:00"), 10, product=plan, starts_at=berlin("2028-03-10 10:00"))
    time_passes(berlin("2028-03-11 10:00"))
    report = revenue("2028-02-01", "2028-03-31")
    assert bridge(report, "2028-02-01") == {}
    assert bridge(report, "2028-03-01") == {"new": 100, "closing": 100}


def test_a_trial_is_new_when_it_is_converted_even_on_its_first_day(acme: Customer, plan: Product):
    trial = make_product(name="Trial", is_trial=True, maximum_quantity=25, converts_to=plan)
    held = tried(acme, berlin("2028-03-01 09:00"), trial)
    then(subscriptions.convert_trial, held, berlin("2028-03-01 12:00"), quantity=20, **AS_PAID)
    report = revenue("2028-03-01", "2028-03-01")
    assert bridge(report, "2028-03-01") == {"new": 200, "closing": 200}


def test_a_trial_that_ends_changes_nothing(acme: Customer):
    held = tried(acme, berlin("2028-03-01 09:00"))
    then(subscriptions.suspend, held, berlin("2028-03-02 09:00"))
    assert bridge(revenue("2028-03-01", "2028-03-31"), "2028-03-01") == {}


def test_suspended_is_churn_and_cancelled_then_is_nothing_more(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-02-27 10:00"), 10, product=plan)
    then(subscriptions.suspend, held, berlin("2028-02-29 23:59"))
    then(subscriptions.cancel, held, berlin("2028-03-02 10:00"))
    report = revenue("2028-02-01", "2028-03-31")
    assert bridge(report, "2028-02-01") == {"new": 100, "churn": -100}
    assert bridge(report, "2028-03-01") == {}


def test_what_goes_on_after_a_suspension_is_reactivated(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-02-10 10:00"), 10, product=plan)
    then(subscriptions.suspend, held, berlin("2028-02-20 10:00"))
    then(subscriptions.reactivate, held, berlin("2028-03-20 10:00"))
    report = revenue("2028-02-01", "2028-03-31")
    assert bridge(report, "2028-03-01") == {"reactivated": 100, "closing": 100}


def test_what_expires_is_churn(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-02-10 10:00"), 10, product=plan, term="P1M")
    then(subscriptions.set_auto_renew, held, berlin("2028-02-11 10:00"), auto_renew=False)
    time_passes(berlin("2028-03-11 10:00"))
    report = revenue("2028-02-01", "2028-03-31")
    assert bridge(report, "2028-03-01") == {"opening": 100, "churn": -100}


def test_seats_make_it_more_or_less(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-02-10 10:00"), 10, product=plan)
    then(subscriptions.change_quantity, held, berlin("2028-03-01 00:00"), quantity=15)
    then(subscriptions.change_quantity, held, berlin("2028-03-02 10:00"), quantity=13)
    assert bridge(revenue("2028-03-01", "2028-03-31"), "2028-03-01") == {
        "opening": 100,
        "expansion": 50,
        "contraction": -20,
        "closing": 130,
    }


def test_an_upgrade_is_expansion(acme: Customer, plan: Product):
    better = make_product(name="Better", list_price="12.50", terms=["P1M", "P1Y"])
    held = sold(acme, berlin("2028-02-10 10:00"), 10, product=plan)
    then(subscriptions.upgrade, held, berlin("2028-03-10 10:00"), product_id=better.pk)
    assert bridge(revenue("2028-03-01", "2028-03-31"), "2028-03-01") == {
        "opening": 100,
        "expansion": 25,
        "closing": 125,
    }


@pytest.mark.parametrize(
    ("price", "change"), [("11.00", {"expansion": 10}), ("9.00", {"contraction": -10})]
)
def test_a_renewal_makes_it_more_or_less(
    price: str, change: dict[str, int], acme: Customer, plan: Product
):
    sold(acme, berlin("2027-03-10 10:00"), 10, product=plan)
    reprice(plan, price, berlin("2028-01-01 10:00"))
    time_passes(berlin("2028-03-12 10:00"))
    report = revenue("2028-03-01", "2028-03-31")
    closing = 100 + sum(change.values())
    assert bridge(report, "2028-03-01") == {"opening": 100, **change, "closing": closing}


def test_a_renewal_in_another_currency_goes_from_one_to_the_other(acme: Customer, plan: Product):
    sold(acme, berlin("2027-03-10 10:00"), 10, product=plan)
    reprice(plan, "11.00", berlin("2028-01-01 10:00"), currency="CHF")
    time_passes(berlin("2028-03-12 10:00"))
    march = ("2028-03-01", "2028-03-31")
    assert bridge(revenue(*march), "2028-03-01") == {"opening": 100, "contraction": -100}
    assert bridge(revenue(*march, "CHF"), "2028-03-01") == {"expansion": 110, "closing": 110}


def test_each_number_of_the_bridge_leads_to_its_movements(acme: Customer, plan: Product):
    sold(acme, berlin("2028-02-10 10:00"), 10, product=plan)
    opening, *flows, closing = row(revenue("2028-03-05", "2028-03-31"), "mrr_bridge", "2028-03-05")
    links = [cell.link for cell in (opening, *flows, closing)]
    assert all(link and link.of == "monthly_price:EUR" for link in links)
    urls = [link.url.partition("?")[2] for link in links if link]
    assert urls[0] == "date_to=2028-03-04&currency=EUR"
    assert urls[-1] == "date_to=2028-03-31&currency=EUR"
    march = "date_from=2028-03-05&date_to=2028-03-31&currency=EUR&kind="
    assert [url.startswith(march) for url in urls[1:-1]] == [True] * 5
    assert urls[3].endswith("&change=more")
    assert urls[4].endswith("&change=less")
    assert urls[5] == f"{march}suspended&kind=deprovisioned"


def test_the_chart_shows_what_changed(acme: Customer, plan: Product):
    sold(acme, berlin("2028-03-10 10:00"), 10, product=plan)
    chart = chart_of(revenue("2028-03-01", "2028-03-31"), "mrr_bridge")
    (column,) = chart.columns
    assert (chart.kind, len(chart.series)) == ("stacked", 5)
    assert list(column.values) == [100, 0, 0, 0, 0]


def test_the_figures_are_those_of_the_period_and_of_the_one_before(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-02-01 10:00"), 10, product=plan)
    then(subscriptions.change_quantity, held, berlin("2028-03-16 10:00"), quantity=11)
    then(subscriptions.change_quantity, held, berlin("2028-04-01 00:00"), quantity=15)
    then(subscriptions.change_quantity, held, berlin("2028-04-02 00:00"), quantity=14)
    gone = sold(acme, berlin("2028-02-01 10:00"), 2, product=plan)
    then(subscriptions.suspend, gone, berlin("2028-04-15 09:00"))
    report = revenue("2028-04-01", "2028-04-15")
    # The 15 days before begin on 17 March, a day after the first seat was added.
    expansion = figure(report, "mrr_expansion")
    assert (expansion.value, expansion.previous) == (40, 0)
    assert value(report, "mrr_contraction") == -10
    assert value(report, "mrr_churn") == -20
    # 130 when the period began, and 140 now.
    recurring = figure(report, "monthly_recurring_revenue")
    assert (recurring.value, recurring.previous) == (140, 130)
    assert figure(revenue("2028-03-16"), "mrr_expansion").value == 50


def test_retention_is_what_is_left_of_what_there_was(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-02-01 10:00"), 10, product=plan)
    gone = sold(acme, berlin("2028-02-01 10:00"), 10, product=plan)
    then(subscriptions.change_quantity, held, berlin("2028-03-02 10:00"), quantity=12)
    then(subscriptions.suspend, gone, berlin("2028-03-03 10:00"))
    sold(acme, berlin("2028-03-04 10:00"), 50, product=plan)
    # 200.00 when March began, 20.00 more, 100.00 less: 120 of 200. What is new does not count.
    found = figure(revenue("2028-03-01", "2028-03-31"), "net_revenue_retention")
    assert found.value == Decimal("0.6")
    assert found.previous is None
    assert value(revenue(), "net_revenue_retention") is None


def test_what_recurs_is_told_for_the_end_of_each_month(acme: Customer, plan: Product):
    held = sold(acme, berlin("2028-01-31 23:59"), 10, product=plan)
    then(subscriptions.change_quantity, held, berlin("2028-03-01 00:00"), quantity=12)
    report = revenue("2028-04-01", "2028-04-30")
    found = {cells[0].key: cells[1].value for cells in card(report, "mrr_over_time").rows}
    assert len(found) == 12
    assert found["2027-12-01"] == 0
    assert found["2028-01-01"] == found["2028-02-01"] == 100
    assert found["2028-03-01"] == found["2028-04-01"] == 120


def test_an_upgrade_takes_its_history_along_which_then_has_no_list(acme: Customer, plan: Product):
    better = make_product(name="Better", list_price="12.50", terms=["P1M", "P1Y"])
    held = sold(acme, berlin("2028-02-10 10:00"), 10, product=plan)
    then(subscriptions.upgrade, held, berlin("2028-03-10 10:00"), product_id=better.pk)
    report = revenue("2028-02-01", "2028-03-31", product="better")
    assert bridge(report, "2028-02-01") == {"new": 100, "closing": 100}
    assert bridge(report, "2028-03-01") == {"opening": 100, "expansion": 25, "closing": 125}
    assert {cell.link for cell in row(report, "mrr_bridge", "2028-02-01")} == {None}
    assert "no list" in str(card(report, "mrr_bridge").note)
    left = revenue("2028-02-01", "2028-03-31", product="plan")
    assert bridge(left, "2028-03-01") == {}


@pytest.mark.parametrize("narrowed", [{}, {"families": ("Microsoft 365",)}, {"currency": "USD"}])
def test_every_month_of_a_business_adds_up_from_one_to_the_next(
    narrowed: dict[str, Any], story: Story
):
    report = revenue(**narrowed)
    rows: list[list[Any]] = [
        [cell.value for cell in cells[1:]] for cells in card(report, "mrr_bridge").rows
    ]
    assert len(rows) > 12
    assert rows[0][0] == 0
    assert all(sum(amounts[:-1]) == amounts[-1] for amounts in rows)
    assert all(before[-1] == after[0] for before, after in pairwise(rows))
    assert rows[-1][-1] == value(report, "monthly_recurring_revenue") > 0
