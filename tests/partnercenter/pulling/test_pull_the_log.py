"""`manage.py pull_activity partnercenter` brings all that the service has, each record once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.partnercenter.payloads import CUSTOMER
from tests.partnercenter.pulling.conftest import NOW, record_at
from tests.partnercenter.pulling.pulls import pulled, run_pull, state, told

if TYPE_CHECKING:
    from tests.partnercenter.pulling.conftest import Service

pytestmark = pytest.mark.django_db


def test_it_brings_all_and_nothing_twice(service: Service) -> None:
    service.hold(60, size=7)
    assert run_pull() == (0, "60 read, 60 added, 0 known, 0 conflicting, 0 refused.", "")
    assert pulled() == service.held
    assert service.seen()["wrong"] == []


def test_it_brings_only_what_is_new_the_next_time(service: Service) -> None:
    service.hold(60, size=7)
    run_pull()
    late, new = record_at(NOW - timedelta(days=2), 7001), record_at(NOW, 7002)
    service.set(records=[*service.seen()["records"], late, new], asked=[])
    code, summary, _complaints = run_pull()
    assert code == 0
    assert ", 2 added, " in summary
    assert pulled() == service.held
    assert len(service.seen()["asked"]) == 1


def test_it_asks_for_every_day_of_the_last_ninety(service: Service) -> None:
    run_pull()
    windows = [asked["query"].split("&")[:2] for asked in service.seen()["asked"]]
    today = NOW.date()
    assert windows[0][0] == f"startDate={today - timedelta(days=89)}"
    assert windows[-1][1] == f"endDate={today}"
    assert len(windows) == 3
    assert state()["done"] == str(today)


def test_it_makes_the_customers_known_of_whom_records_speak(service: Service) -> None:
    service.hold(3)
    run_pull()
    assert Customer.objects.get(pk=CUSTOMER).name == "Contoso \U0001f600"
    assert ActivityEntry.objects.filter(customer_id=CUSTOMER).count() == 3


def test_it_keeps_each_record_as_it_came(service: Service) -> None:
    """Numbers that no float holds, odd escapes, seven digits of a second."""
    odd = '{"Id": "x",  "Price": 1.10000000000000000001}'
    service.set(records=[record_at(NOW, 1, resourceNewValue=odd, sessionId=None)])
    run_pull()
    entry = ActivityEntry.objects.get(source="partnercenter")
    assert entry.new_value == odd
    assert '"sessionId":null' in (entry.extra or "")
    assert f'"operationDate":"{NOW:%Y-%m-%dT%H:%M:%S.%f}7Z"' in (entry.extra or "")


def test_it_leaves_an_entry_of_its_own(service: Service) -> None:
    service.hold(3)
    run_pull()
    (entry,) = told()
    assert entry == {
        "Status": "succeeded",
        "Application": "pull_activity",
        "List": "activity-log",
        "FileName": "partnercenter",
        "Added": "3",
        "Known": "0",
        "Conflicts": "0",
        "Refused": "0",
    }
