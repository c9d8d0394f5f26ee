"""Subscriptions that renew soon, and those that have renewed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from customers.services.subscriptions import set_auto_renew, suspend
from tests.analytics.dealing import ending, report, sold, then, time_passes, tried
from tests.analytics.reading import berlin, by_month, figure, heads

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.usefixtures("in_berlin")


def test_what_renews_in_30_days_ends_today_or_in_the_30_days_after(acme: Customer):
    for day in ("2028-04-14", "2028-04-15", "2028-05-15", "2028-05-16"):
        ending(acme, day)
    # Today and the 30th day, whatever the period.
    for told in (report(), report("2020-01-01", "2020-01-31")):
        assert figure(told, "renewing_in_30_days").value == 2


def test_only_what_is_active_paid_for_and_to_be_renewed_renews(acme: Customer):
    stopped, final = ending(acme, "2028-05-01"), ending(acme, "2028-05-01")
    then(suspend, stopped, berlin("2028-04-01 09:00"))
    then(set_auto_renew, final, berlin("2028-04-01 09:00"), auto_renew=False)
    trial = tried(acme, berlin("2028-04-10 09:00"))
    then(set_auto_renew, trial, berlin("2028-04-11 09:00"), auto_renew=True)
    assert figure(report(), "renewing_in_30_days").value == 0


def test_what_was_renewed_in_the_last_30_days_is_kept(acme: Customer):
    # The 30th day before 15 April is 16 March: it began at 23:00 UTC of the 15th in Berlin.
    for day in ("2028-03-14", "2028-03-15", "2028-04-14"):
        ending(acme, day)
    time_passes(berlin("2028-04-15 12:00"))
    told = report("2020-01-01", "2020-01-31")
    # A term that ends with 15 March ends at 23:59:59 UTC, which is the 16th in Berlin.
    assert figure(told, "renewed_subscriptions").value == 2
    assert len(heads(told, "retention")) == 2


def test_what_renewed_twice_is_one_subscription_last_renewed_first(acme: Customer):
    # By the month from 16 January: renewed when 15 February was over, and when 15 March was.
    monthly = sold(acme, datetime(2028, 1, 16, 9, tzinfo=UTC), term="P1M")
    yearly = ending(acme, "2028-04-01")
    time_passes(berlin("2028-04-15 12:00"))
    told = report()
    assert figure(told, "renewed_subscriptions").value == 2
    assert heads(told, "retention") == [str(yearly.pk), str(monthly.pk)]


def test_a_year_from_the_leap_day_is_renewed_with_the_last_of_february(acme: Customer):
    # From 29 February 2024 to 27 February 2025; each further year counts from the 29th.
    sold(acme, datetime(2024, 2, 29, 9, tzinfo=UTC))
    time_passes(berlin("2028-04-15 12:00"))
    # The fourth year ends with 28 February 2028, 23:59:59 UTC: the 29th in Berlin.
    for days, renewed in ((("2028-02-28", "2028-02-28"), 0), (("2028-02-29", "2028-02-29"), 1)):
        assert by_month(report(*days), "subscriptions_per_month", "renewed") == [renewed]
