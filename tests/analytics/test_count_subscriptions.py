"""What is sold, what there is, and what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from customers.services.subscriptions import (
    cancel,
    change_quantity,
    convert_trial,
    reactivate,
    suspend,
)
from tests.analytics.dealing import make_trial_product, report, sold, then, time_passes, tried
from tests.analytics.reading import berlin, by_month, figure
from tests.customers.making import make_product

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.usefixtures("in_berlin")


def test_subscriptions_sold_are_those_created_in_the_period_trials_included(acme: Customer):
    sold(acme, berlin("2028-01-31 23:59:59"))
    first = sold(acme, berlin("2028-02-01 00:00"))
    tried(acme, berlin("2028-02-10 12:00"))
    sold(acme, berlin("2028-02-29 23:59:59.999999"))
    sold(acme, berlin("2028-03-01 00:00"))
    # Cancelled since, it was sold all the same.
    then(cancel, first, berlin("2028-02-03 12:00"))
    found = figure(report("2028-02-01", "2028-02-29"), "subscriptions_sold")
    # The first moment of the 1st, the trial, the last moment of the leap day.
    assert found.value == 3
    # The 29 days before are those from 3 to 31 January: the one of the 31st.
    assert found.previous == 1


def test_an_order_late_in_the_evening_of_utc_belongs_to_the_readers_next_day(acme: Customer):
    # 23:30 UTC is 00:30 in Berlin in winter, and 01:30 in summer.
    sold(acme, berlin("2028-02-01 00:30"))
    sold(acme, berlin("2028-04-01 01:30"))
    assert figure(report("2028-01-31", "2028-01-31"), "subscriptions_sold").value == 0
    assert figure(report("2028-02-01", "2028-02-01"), "subscriptions_sold").value == 1
    assert figure(report("2028-03-31", "2028-03-31"), "subscriptions_sold").value == 0
    assert figure(report("2028-04-01", "2028-04-01"), "subscriptions_sold").value == 1


def test_the_day_of_23_hours_is_counted_whole(acme: Customer):
    sold(acme, berlin("2028-03-25 23:59:59"))
    sold(acme, berlin("2028-03-26 00:00"))
    sold(acme, berlin("2028-03-26 23:59:59"))
    sold(acme, berlin("2028-03-27 00:00"))
    found = figure(report("2028-03-26", "2028-03-26"), "subscriptions_sold")
    assert found.value == 2
    assert found.previous == 1


def test_an_open_end_leaves_nothing_out(acme: Customer):
    for day in ("2025-07-01 12:00", "2028-01-01 12:00", "2028-04-15 13:59"):
        sold(acme, berlin(day))
    assert figure(report(), "subscriptions_sold").value == 3
    assert figure(report("2028-01-01"), "subscriptions_sold").value == 2
    assert figure(report(end="2028-01-01"), "subscriptions_sold").value == 2
    # Without a beginning there is no period before.
    assert figure(report(), "subscriptions_sold").previous is None


def test_licenses_sold_are_seats_bought_and_those_given_back_are_not_deducted(acme: Customer):
    held = sold(acme, berlin("2028-03-01 09:00"), 10)
    then(change_quantity, held, berlin("2028-03-02 09:00"), quantity=15)
    then(change_quantity, held, berlin("2028-03-03 09:00"), quantity=8)
    found = figure(report("2028-03-01", "2028-03-31"), "licenses_sold")
    # Ten ordered, five added; the seven given back are not deducted.
    assert found.value == 15
    # The day after the order saw the five alone.
    assert figure(report("2028-03-02", "2028-03-02"), "licenses_sold").value == 5


def test_a_trial_sold_seats_and_its_conversion_only_those_that_are_more(acme: Customer):
    grown = tried(acme, berlin("2028-03-01 09:00"))
    shrunk = tried(acme, berlin("2028-03-01 10:00"))
    usual = {"term": "P1Y", "billing_cycle": "monthly"}
    then(convert_trial, grown, berlin("2028-03-05 09:00"), quantity=40, **usual)
    then(convert_trial, shrunk, berlin("2028-03-06 09:00"), quantity=10, **usual)
    # Two trials of 25 seats, and 15 more of the one that grew to 40.
    assert figure(report("2028-03-01", "2028-03-31"), "licenses_sold").value == 65


def test_active_subscriptions_are_those_of_today_whatever_the_period(acme: Customer):
    sold(acme, berlin("2028-01-10 09:00"))
    tried(acme, berlin("2028-04-01 09:00"))
    stopped = sold(acme, berlin("2028-01-12 09:00"))
    then(suspend, stopped, berlin("2028-02-10 09:00"))
    # Not begun before May.
    sold(acme, berlin("2028-04-02 09:00"), starts_at=berlin("2028-05-01 09:00"))
    for told in (report("2028-03-01", "2028-03-31"), report("2020-01-01", "2020-01-31")):
        # The first and the trial.
        assert figure(told, "active_subscriptions").value == 2
        assert figure(told, "suspended_subscriptions").value == 1


def test_stocks_are_compared_with_the_beginning_of_the_period(acme: Customer):
    sold(acme, berlin("2028-01-10 09:00"))
    stopped = sold(acme, berlin("2028-01-12 09:00"))
    then(suspend, stopped, berlin("2028-02-10 09:00"))
    sold(acme, berlin("2028-03-01 00:00"))
    # When February began two were active; when March began one was, and one was suspended.
    told = report("2028-02-01", "2028-02-29")
    assert figure(told, "active_subscriptions").previous == 2
    assert figure(told, "suspended_subscriptions").previous == 0
    told = report("2028-03-01", "2028-03-31")
    assert figure(told, "active_subscriptions").previous == 1
    assert figure(told, "suspended_subscriptions").previous == 1
    assert figure(report(), "active_subscriptions").previous is None


def test_the_history_of_a_stock_is_what_there_was_at_the_end_of_each_month(acme: Customer):
    sold(acme, berlin("2028-01-10 09:00"))
    stopped = sold(acme, berlin("2028-02-29 23:00"))
    then(suspend, stopped, berlin("2028-03-01 00:00"))
    then(reactivate, stopped, berlin("2028-04-10 00:00"))
    told = report("2028-04-01", "2028-04-30")
    # May 2027 to April 2028.
    assert list(figure(told, "active_subscriptions").history) == [0] * 8 + [1, 2, 1, 2]
    assert list(figure(told, "suspended_subscriptions").history) == [0] * 10 + [1, 0]


def test_the_history_of_sales_ends_with_the_period_and_that_of_a_stock_today(acme: Customer):
    sold(acme, berlin("2027-12-31 23:30"))
    sold(acme, berlin("2028-03-31 23:59"))
    told = report("2027-12-15", "2028-01-31")
    # February 2027 to January 2028.
    assert list(figure(told, "subscriptions_sold").history) == [0] * 10 + [1, 0]
    # May 2027 to April 2028.
    assert list(figure(told, "active_subscriptions").history) == [0] * 7 + [1, 1, 1, 2, 2]
    # A period that is not over yet is told of up to today.
    told = report("2028-04-01", "2028-12-31")
    assert list(figure(told, "subscriptions_sold").history) == [0] * 7 + [1, 0, 0, 1, 0]
    assert list(figure(told, "active_subscriptions").history) == [0] * 7 + [1, 1, 1, 2, 2]


def test_what_begins_later_is_sold_on_the_day_of_the_order_and_active_when_it_begins(
    acme: Customer,
):
    sold(acme, berlin("2028-02-10 09:00"), starts_at=berlin("2028-03-10 09:00"))
    time_passes(berlin("2028-03-11 09:00"))
    told = report("2028-03-01", "2028-03-31")
    assert figure(told, "subscriptions_sold").value == 0
    assert figure(told, "active_subscriptions").previous == 0
    assert figure(told, "active_subscriptions").value == 1


def test_churn_is_the_share_of_the_paid_ones_that_were_lost(acme: Customer):
    kept = [sold(acme, berlin("2028-02-01 09:00")) for _number in range(4)]
    tried(acme, berlin("2028-02-02 09:00"))
    then(suspend, kept[0], berlin("2028-03-01 00:00"))
    # Sold and lost in March: lost, though it was not there when March began.
    late = sold(acme, berlin("2028-03-10 09:00"))
    then(cancel, late, berlin("2028-03-12 09:00"))
    # The trial ends on 3 March; it was never paid for.
    time_passes(berlin("2028-03-31 12:00"))
    # Two of the four that were active and paid when March began.
    assert figure(report("2028-03-01", "2028-03-31"), "churn_rate").value == 2 / 4
    # February began without any: a share of nothing.
    assert figure(report("2028-02-01", "2028-02-29"), "churn_rate").value is None


def test_what_is_suspended_and_then_cancelled_is_lost_once(acme: Customer):
    held = sold(acme, berlin("2028-03-01 09:00"))
    then(suspend, held, berlin("2028-03-03 09:00"))
    then(cancel, held, berlin("2028-03-05 09:00"))
    told = report("2028-03-01", "2028-03-31")
    # When it was suspended.
    assert by_month(told, "subscriptions_per_month", "deprovisioned") == [-1]
    # One came, and went.
    assert figure(told, "net_adds").value == 0
    told = report("2028-03-05", "2028-03-05")
    assert by_month(told, "subscriptions_per_month", "deprovisioned") == [0]
    assert figure(told, "suspended_subscriptions").value == 0
    # On the morning of the 5th it was suspended still.
    assert figure(told, "suspended_subscriptions").previous == 1


def test_what_is_reactivated_comes_back(acme: Customer):
    held = sold(acme, berlin("2028-02-10 09:00"))
    then(suspend, held, berlin("2028-03-10 09:00"))
    then(reactivate, held, berlin("2028-04-01 00:00"))
    lost, back = report("2028-03-01", "2028-03-31"), report("2028-04-01", "2028-04-30")
    assert figure(lost, "net_adds").value == -1
    assert figure(back, "net_adds").value == 1
    assert by_month(back, "subscriptions_per_month", "reactivated") == [1]
    # It is not new.
    assert by_month(back, "subscriptions_per_month", "new") == [0]


def test_what_is_cancelled_before_it_begins_came_and_went(acme: Customer):
    held = sold(acme, berlin("2028-03-01 09:00"), starts_at=berlin("2028-06-01 09:00"))
    then(cancel, held, berlin("2028-03-20 09:00"))
    told = report("2028-03-01", "2028-03-31")
    assert by_month(told, "subscriptions_per_month", "new") == [1]
    assert by_month(told, "subscriptions_per_month", "deprovisioned") == [-1]
    assert figure(told, "net_adds").value == 0
    # It never was active, nor had been.
    assert figure(told, "active_subscriptions").value == 0
    assert figure(told, "active_subscriptions").previous == 0


def test_net_adds_are_new_converted_and_reactivated_less_lost(acme: Customer):
    again, gone = (sold(acme, berlin("2028-02-01 09:00")) for _number in range(2))
    then(suspend, again, berlin("2028-02-20 09:00"))
    # In March: two new, a trial, another that is converted, one back, one lost.
    sold(acme, berlin("2028-03-01 09:00"))
    sold(acme, berlin("2028-03-31 23:59"))
    tried(acme, berlin("2028-03-02 09:00"))
    becoming = tried(acme, berlin("2028-03-03 09:00"))
    usual = {"quantity": 25, "term": "P1Y", "billing_cycle": "monthly"}
    then(convert_trial, becoming, berlin("2028-03-04 09:00"), **usual)
    then(reactivate, again, berlin("2028-03-05 09:00"))
    then(suspend, gone, berlin("2028-03-06 09:00"))
    told = report("2028-03-01", "2028-03-31")
    # 2 + 1 + 1 - 1.
    assert figure(told, "net_adds").value == 3
    # In the 31 days before, from 30 January: two came, one of them was suspended.
    assert figure(told, "net_adds").previous == 1
    assert by_month(told, "subscriptions_per_month", "net") == [3]


def test_a_trial_is_paid_for_from_its_conversion_on(acme: Customer):
    gone = sold(acme, berlin("2028-02-01 09:00"))
    becoming = tried(acme, berlin("2028-02-20 09:00"))
    usual = {"quantity": 25, "term": "P1Y", "billing_cycle": "monthly"}
    then(convert_trial, becoming, berlin("2028-03-10 09:00"), **usual)
    then(suspend, gone, berlin("2028-03-20 09:00"))
    # When March began one was paid for, and it was lost.
    assert figure(report("2028-03-01", "2028-03-31"), "churn_rate").value == 1
    then(suspend, becoming, berlin("2028-04-10 09:00"))
    # When April began it was the other one.
    assert figure(report("2028-04-01", "2028-04-30"), "churn_rate").value == 1


def test_a_family_has_the_past_of_what_is_in_it_today(acme: Customer):
    target = make_product(family="Paid")
    trial = make_trial_product(family="Tried", converts_to=target)
    becoming = tried(acme, berlin("2028-02-10 09:00"), trial)
    usual = {"quantity": 25, "term": "P1Y", "billing_cycle": "monthly"}
    then(convert_trial, becoming, berlin("2028-03-01 09:00"), **usual)

    def active(start: str, end: str, family: str) -> tuple[object, object]:
        found = figure(report(start, end, families=(family,)), "active_subscriptions")
        return found.value, found.previous

    # When March began it was a trial of another family; today it is in this one.
    assert active("2028-03-01", "2028-03-31", "Paid") == (1, 1)
    assert active("2028-03-01", "2028-03-31", "Tried") == (0, 0)
    # When February began there was none.
    assert active("2028-02-01", "2028-02-29", "Paid") == (1, 0)
    assert active("2028-02-01", "2028-02-29", "Tried") == (0, 0)
