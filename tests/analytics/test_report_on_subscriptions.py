"""The report as a whole: what it costs, what its lists show, and what it says of nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoAssertNumQueries

from customers.services.subscriptions import suspend
from tests.analytics.dealing import A_DAY, report, sold, then, tried
from tests.analytics.reading import berlin, card, figure, heads

if TYPE_CHECKING:
    from customers.models import Customer

MOST_QUERIES = 14
FIRST_OF_12 = "The first 10 of 12, in the CSV file too; the whole list: View details, Export"


@pytest.mark.django_db
def test_without_any_subscription_all_is_nothing(in_berlin: datetime):
    told = report("2028-01-01", "2028-04-15")
    assert {item.code: item.value for item in told.figures} == {
        "subscriptions_sold": 0,
        "licenses_sold": 0,
        "active_subscriptions": 0,
        "suspended_subscriptions": 0,
        "renewing_in_30_days": 0,
        "renewed_subscriptions": 0,
        "trial_conversions": 0,
        "trials_ending_in_30_days": 0,
        "churn_rate": None,
        "net_adds": 0,
        "at_risk_ending": 0,
        "at_risk_usage": 0,
    }
    assert told.as_of == in_berlin
    by_month = {"subscriptions_per_month", "trial_conversions"}
    assert [item.code for item in told.cards if item.rows and item.code not in by_month] == []
    assert all(item.empty for item in told.cards if not item.rows)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "period",
    [("", ""), ("1970-01-01", "9998-12-31"), ("2030-01-01", "2030-12-31"), ("", "1970-01-01")],
)
@pytest.mark.usefixtures("in_berlin")
def test_any_period_can_be_told_of(period: tuple[str, str]):
    assert figure(report(*period), "subscriptions_sold").value == 0


@pytest.mark.usefixtures("in_berlin")
def test_many_subscriptions_take_no_more_queries(
    acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for day in range(1, 15):
        tried(acme, berlin(f"2028-04-{day:02} 09:00"))
        sold(acme, berlin(f"2028-03-{day:02} 09:00"), auto_renew=False, term="P1M")
    for narrowed in ({}, {"families": ("Microsoft 365",), "product": "E3"}):
        with django_assert_max_num_queries(MOST_QUERIES):
            told = report("2027-05-01", "2028-04-15", **narrowed)
    assert figure(told, "subscriptions_sold").value == 28
    with django_assert_max_num_queries(MOST_QUERIES):
        report(families=("Microsoft 365",))


@pytest.mark.usefixtures("in_berlin")
def test_lists_show_the_first_ten_and_lead_to_all(acme: Customer):
    first = berlin("2028-03-01 09:00")
    held = [sold(acme, first + number * A_DAY) for number in range(24)]
    for number, row in enumerate(held[:12]):
        then(suspend, row, berlin("2028-04-01 09:00") + (12 - number) * A_DAY)
    told = report("2020-01-01", "2020-01-31")
    # Newest first; those suspended longest first.
    assert heads(told, "active") == [str(row.pk) for row in held[:13:-1]]
    assert heads(told, "suspended") == [str(row.pk) for row in held[11:1:-1]]
    assert card(told, "active").note == card(told, "suspended").note == FIRST_OF_12
    more = card(told, "suspended").more
    assert more
    assert more[1].endswith("/subscription/?status=suspended&is_trial=false")


@pytest.mark.usefixtures("in_berlin")
def test_every_number_says_how_it_is_computed(acme: Customer):
    told = report("2028-01-01", "2028-04-15")
    assert all(item.definition for item in told.figures)
    assert all(item.definition for item in told.cards)
