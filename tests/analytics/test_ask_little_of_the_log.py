"""What the tab Activity asks of the database: as a page of its own, in transactions, with all that
it can find."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.activitylog.log import take
from tests.analytics.activity import entries, keep

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/admin/analytics/activity/"
QUIET, COUNTING = 25, 42
"""Statements; the second for a visit that first counts what came since the last one."""
A_DAY = timedelta(days=1)


@pytest.fixture
def busy(acme: Customer) -> Customer:
    """A customer of a log with usual hours, a burst outside them, and names to look up."""
    morning = datetime.combine(timezone.localdate(), time(9), timezone.get_current_timezone())
    usual = [entries(morning - days * A_DAY, 7) for days in range(3, 66)]
    of_acme: dict[str, Any] = {"customer_id": acme.pk, "customer_name": acme.name}
    keep(*usual, entries(morning - 2 * A_DAY - timedelta(hours=7), 60, **of_acme))
    return acme


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?date_from=&date_to=",
        "?date_from=2020-01-01&date_to=2024-12-31",
        "?customer={0}",
        "?customer={0}&date_from=&date_to=",
    ],
)
def test_a_visit_asks_little_where_nothing_is_to_be_counted(
    query: str, busy: Customer, as_gloria: Client, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(QUIET):
        answer = as_gloria.get(URL + query.format(busy.pk))
    assert answer.status_code == 200


def test_a_visit_to_an_empty_log_asks_little(as_gloria: Client, django_assert_max_num_queries: Any):
    with django_assert_max_num_queries(QUIET):
        as_gloria.get(URL)


def test_a_visit_after_something_was_recorded_counts_it_first(
    busy: Customer, as_gloria: Client, django_assert_max_num_queries: Any
):
    take(*entries(timezone.now(), 3))
    with django_assert_max_num_queries(COUNTING):
        as_gloria.get(URL)
    with django_assert_max_num_queries(QUIET):
        as_gloria.get(URL)
