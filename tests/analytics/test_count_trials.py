"""Trials that became paid subscriptions, and trials that end soon."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from customers.services.subscriptions import cancel, convert_trial, suspend
from tests.analytics.dealing import report, then, time_passes, tried
from tests.analytics.reading import berlin, card, chart_of, figure, heads, row, values

if TYPE_CHECKING:
    from customers.models import Customer, Subscription

pytestmark = pytest.mark.usefixtures("in_berlin")


def converted(customer: Customer, started: str, at: str) -> Subscription:
    trial = tried(customer, berlin(started))
    usual = {"quantity": 25, "term": "P1Y", "billing_cycle": "monthly"}
    then(convert_trial, trial, berlin(at), **usual)
    return trial


def test_conversions_of_the_period_count_from_its_first_to_its_last_moment(acme: Customer):
    converted(acme, "2028-01-20 09:00", "2028-01-31 23:59:59")
    # Converted on the day on which it began.
    converted(acme, "2028-02-01 00:00", "2028-02-01 00:30")
    converted(acme, "2028-02-10 09:00", "2028-02-29 23:59:59")
    converted(acme, "2028-02-10 09:00", "2028-03-01 00:00")
    found = figure(report("2028-02-01", "2028-02-29"), "trial_conversions")
    assert found.value == 2
    # In the 29 days before, from 3 January: the first.
    assert found.previous == 1
    assert figure(report(), "trial_conversions").value == 4


def test_a_conversion_counts_while_the_subscription_is_active(acme: Customer):
    converted(acme, "2028-02-10 09:00", "2028-02-11 09:00")
    stopped = converted(acme, "2028-02-10 09:00", "2028-02-12 09:00")
    then(suspend, stopped, berlin("2028-04-01 09:00"))
    ended = converted(acme, "2028-02-10 09:00", "2028-02-13 09:00")
    then(cancel, ended, berlin("2028-02-14 09:00"))
    # Three were converted, one of them is active today.
    assert figure(report("2028-02-01", "2028-02-29"), "trial_conversions").value == 1


def test_conversions_stand_in_their_months(acme: Customer):
    converted(acme, "2028-02-10 09:00", "2028-02-29 23:59:59")
    converted(acme, "2028-02-10 09:00", "2028-03-01 00:00")
    converted(acme, "2028-03-20 09:00", "2028-03-31 23:30")
    told = report("2028-01-01", "2028-03-31")
    months = [values(list(cells)[1:]) for cells in card(told, "trial_conversions").rows]
    assert months == [[0], [1], [2]]
    chart = chart_of(told, "trial_conversions")
    assert [list(column.values) for column in chart.columns] == months


def test_trials_that_end_in_30_days_are_those_after_today_in_utc(acme: Customer):
    # The day is 15 April; each trial lasts 30 days.
    today = tried(acme, datetime(2028, 3, 16, 18, tzinfo=UTC))
    tomorrow = tried(acme, datetime(2028, 3, 17, 0, tzinfo=UTC))
    late = tried(acme, berlin("2028-04-15 13:00"))
    told = report("2020-01-01", "2020-01-31")
    assert today.trial_end_at == datetime(2028, 4, 15, 18, tzinfo=UTC)
    assert late.trial_end_at == datetime(2028, 5, 15, 11, tzinfo=UTC)
    # Tomorrow and the 30th day are in it, today is not; soonest first.
    assert heads(told, "trials_ending") == [str(tomorrow.pk), str(late.pk)]
    assert figure(told, "trials_ending_in_30_days").value == 2


def test_trials_that_ended_or_were_converted_do_not_end_soon(acme: Customer):
    converted(acme, "2028-04-01 09:00", "2028-04-02 09:00")
    stopped = tried(acme, berlin("2028-04-01 09:00"))
    then(suspend, stopped, berlin("2028-04-03 09:00"))
    over = tried(acme, berlin("2028-03-10 09:00"))
    time_passes(berlin("2028-04-10 09:00"))
    told = report()
    assert figure(told, "trials_ending_in_30_days").value == 0
    assert card(told, "trials_ending").rows == []
    # Neither does a trial that is stopped stand among the suspended, which are paid for.
    assert heads(told, "suspended") == []
    assert figure(told, "suspended_subscriptions").value == 1
    over.refresh_from_db()
    assert over.status == "expired"


def test_the_month_of_an_open_period_leads_to_its_days(acme: Customer):
    converted(acme, "2028-04-01 09:00", "2028-04-02 09:00")
    told = report()
    # The first movement of all was on 1 April.
    (count,) = row(told, "trial_conversions", "2028-04-01")
    assert count.value == 1
    assert count.link
    assert "trial_converted_from=2028-04-01&trial_converted_to=2028-04-15" in count.link.url
    link = figure(told, "trial_conversions").link
    assert link
    assert link.url.endswith("status=active&trial_converted_from=1970-01-01")
