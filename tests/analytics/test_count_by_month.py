"""Subscriptions that come and go, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from customers.services.subscriptions import suspend
from tests.analytics.dealing import report, sold, then, time_passes, tried
from tests.analytics.reading import berlin, by_month, chart_of, row

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.usefixtures("in_berlin")
CARD = "subscriptions_per_month"


def test_each_month_has_what_was_new_without_trials(acme: Customer):
    sold(acme, berlin("2028-01-31 23:59:59"))
    sold(acme, berlin("2028-02-01 00:00"))
    sold(acme, berlin("2028-02-29 23:59:59"))
    tried(acme, berlin("2028-02-29 12:00"))
    told = report("2028-01-01", "2028-03-31")
    # January, the two edges of February, nothing in March.
    assert by_month(told, CARD, "new") == [1, 2, 0]


def test_what_is_lost_stands_below_zero_and_trials_apart(acme: Customer):
    held = sold(acme, berlin("2028-01-10 09:00"))
    then(suspend, held, berlin("2028-02-29 23:30"))
    # Ends by itself 30 days later, on 9 February.
    tried(acme, berlin("2028-01-10 09:00"))
    time_passes(berlin("2028-03-01 09:00"))
    told = report("2028-01-01", "2028-03-31")
    assert by_month(told, CARD, "deprovisioned") == [0, -1, 0]
    assert by_month(told, CARD, "trials_ended") == [0, -1, 0]
    # Net is about what is paid for: one came in January and went in February.
    assert by_month(told, CARD, "net") == [1, -1, 0]


def test_a_renewal_at_the_end_of_a_month_of_utc_is_in_the_readers_next_one(acme: Customer):
    # A month from 1 February: to 29 February, 23:59:59 UTC, when it is 1 March in Berlin.
    sold(acme, berlin("2028-02-01 09:00"), term="P1M")
    time_passes(berlin("2028-03-02 09:00"))
    told = report("2028-02-01", "2028-03-31")
    assert by_month(told, CARD, "renewed") == [0, 1]


def test_the_chart_draws_what_the_table_says(acme: Customer):
    held = sold(acme, berlin("2028-02-10 09:00"))
    then(suspend, held, berlin("2028-03-10 09:00"))
    told = report("2028-02-01", "2028-03-31")
    chart = chart_of(told, CARD)
    assert [str(series.label) for series in chart.series] == [
        "New", "Renewed", "Deprovisioned", "Trials ended",
    ]  # fmt: skip
    assert [list(column.values) for column in chart.columns] == [[1, 0, 0, 0], [0, 0, -1, 0]]
    drawn = [
        by_month(told, CARD, key) for key in ("new", "renewed", "deprovisioned", "trials_ended")
    ]
    assert [list(column.values) for column in chart.columns] == [
        list(month) for month in zip(*drawn, strict=True)
    ]


def test_a_month_that_is_cut_leads_to_its_days_only(acme: Customer):
    sold(acme, berlin("2028-02-14 23:59"))
    sold(acme, berlin("2028-02-15 00:00"))
    told = report("2028-02-15", "2028-03-10")
    february, march = (row(told, CARD, start)[0] for start in ("2028-02-15", "2028-03-01"))
    assert (february.value, march.value) == (1, 0)
    assert february.link
    assert march.link
    assert parse_qs(urlsplit(february.link.url).query) == {
        "date_from": ["2028-02-15"],
        "date_to": ["2028-02-29"],
        "kind": ["created"],
        "is_trial": ["false"],
    }
    assert parse_qs(urlsplit(march.link.url).query)["date_to"] == ["2028-03-10"]
