from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from activitylog.periods import default_month, presets, previous_calendar_month
from tests.activitylog.log import found, get, listed, record, take, text_of

if TYPE_CHECKING:
    from portal.models import User

pytestmark = pytest.mark.django_db
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("zone", "day", "start", "end"),
    [
        ("UTC", "2026-03-04", "2026-03-04T00:00", "2026-03-05T00:00"),
        ("Asia/Kolkata", "2026-03-04", "2026-03-03T18:30", "2026-03-04T18:30"),
        ("Pacific/Kiritimati", "2026-03-04", "2026-03-03T10:00", "2026-03-04T10:00"),
        ("Pacific/Pago_Pago", "2026-03-04", "2026-03-04T11:00", "2026-03-05T11:00"),
        # Clocks go forward: 23 hours.
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00", "2026-03-29T22:00"),
        # Clocks go back: 25 hours.
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00", "2026-10-25T23:00"),
        # There is no midnight: the day begins at one o'clock.
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00", "2018-11-05T02:00"),
        # At midnight it is eleven once more.
        ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00", "2018-02-18T03:00"),
        # Midnight comes twice.
        ("America/Havana", "2026-11-01", "2026-11-01T04:00", "2026-11-02T05:00"),
        # The day after one that was left out.
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00", "2011-12-31T10:00"),
    ],
)
def test_it_finds_exactly_the_day_of_the_reader(zone: str, day: str, start: str, end: str) -> None:
    first, after = (datetime.fromisoformat(f"{text}Z") for text in (start, end))
    moments = (first - MICROSECOND, first, after - MICROSECOND, after)
    take(*(record(occurred_at=at, external_id=str(n)) for n, at in enumerate(moments)))
    with timezone.override(zone):
        assert found(date_from=day, date_to=day) == ["2", "1"]


def test_it_finds_nothing_on_a_day_that_was_left_out() -> None:
    around = datetime(2011, 12, 30, 10, tzinfo=UTC)
    take(*(record(occurred_at=at) for at in (around - MICROSECOND, around)))
    with timezone.override("Pacific/Apia"):
        assert found(date_from="2011-12-30", date_to="2011-12-30") == []


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "America/Adak"])
def test_it_reads_the_first_and_the_last_day_there_is(zone: str) -> None:
    take(record())
    with timezone.override(zone):
        assert found(date_from="1970-01-01", date_to="9998-12-31") == ["r-1"]
        assert found(date_from="9998-12-31") == found(date_to="1970-01-01") == []


def test_it_leaves_an_end_open() -> None:
    take(
        *(
            record(occurred_at=datetime(2026, 3, n, tzinfo=UTC), external_id=f"{n}")
            for n in (3, 4, 5)
        )
    )
    assert found(date_from="2026-03-04") == ["5", "4"]
    assert found(date_to="2026-03-04") == ["4", "3"]
    assert found(date_from="", date_to="") == found() == ["5", "4", "3"]


@pytest.mark.parametrize(
    ("today", "start"),
    [
        ("2026-03-31", "2026-02-28"),
        ("2024-03-30", "2024-02-29"),
        ("2026-05-31", "2026-04-30"),
        ("2026-01-15", "2025-12-15"),
        ("2026-11-22", "2026-10-22"),
    ],
)
def test_it_begins_with_the_most_recent_month(today: str, start: str) -> None:
    month = default_month(date.fromisoformat(today))
    assert (str(month.start), str(month.end)) == (start, today)


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [("2026-03-31", "2026-02-01", "2026-02-28"), ("2026-01-01", "2025-12-01", "2025-12-31")],
)
def test_it_offers_the_month_before(today: str, start: str, end: str) -> None:
    month = previous_calendar_month(date.fromisoformat(today))
    assert (str(month.start), str(month.end)) == (start, end)


def test_it_offers_periods_that_hold_as_many_days_as_they_say() -> None:
    lengths = {
        period.label: (period.end - period.start).days + 1
        for period in presets(date(2026, 3, 31))
        if period.start and period.end
    }
    assert lengths["7 days"] == 7
    assert lengths["30 days"] == 30
    assert lengths["90 days"] == 90
    assert lengths["This year"] == 31 + 28 + 31


def days_shown(page: str) -> list[str]:
    return re.findall(r'name="date_(?:from|to)" value="([^"]*)"', page)


def test_it_shows_the_month_as_the_reader_has_it(alice: User) -> None:
    alice.time_zone = "Pacific/Kiritimati"
    alice.save()
    with time_machine.travel("2026-03-30T12:00:00Z"):
        client = Client()
        client.force_login(alice)
        assert days_shown(text_of(get(client))) == ["2026-02-28", "2026-03-31"]


@pytest.mark.parametrize("given", [{"date_from": ""}, {"date_to": ""}])
def test_it_leaves_open_what_is_given_empty(as_alice: Client, given: dict[str, str]) -> None:
    take(record(occurred_at=datetime(1999, 1, 1, tzinfo=UTC)))
    assert days_shown(text_of(get(as_alice, given))) == ["", ""]
    assert len(listed(as_alice, given)) == 1


def test_it_names_the_zone_and_keeps_utc_in_the_title(alice: User, as_alice: Client) -> None:
    alice.time_zone = "Asia/Kolkata"
    alice.save()
    take(record(occurred_at=datetime(2026, 3, 3, 18, 30, tzinfo=UTC)))
    page = text_of(get(as_alice, {"date_from": "2026-03-04", "date_to": "2026-03-04"}))
    assert "(Asia/Kolkata)" in page
    assert 'title="2026-03-03 18:30:00 UTC"><span class="d">4 Mar 2026</span>' in page
