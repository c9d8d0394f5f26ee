"""Counts tell what looking at every entry tells, of any period in any time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from activitylog.counting.checking import check
from activitylog.counting.reading import CountedLog, counted_log
from activitylog.counting.shapes import Tally
from activitylog.keys import EARLIEST, LATEST
from activitylog.models import ActivityEntry
from tests.activitylog.log import record, take
from tests.activitylog.recounting import HOUR, Recount, actor, quarter

pytestmark = pytest.mark.django_db
CUSTOMERS = [UUID(int=number) for number in range(1, 5)]
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Africa/Monrovia")
# Around the days on which clocks are changed in Berlin and New York, in the year that ends with a
# leap day, and when Monrovia's clocks were 44 minutes and 30 seconds behind.
BUSY = (
    datetime(2027, 3, 28, tzinfo=UTC),
    datetime(2027, 10, 31, tzinfo=UTC),
    datetime(2027, 11, 7, tzinfo=UTC),
    datetime(2028, 2, 29, tzinfo=UTC),
    datetime(1971, 12, 31, tzinfo=UTC),
)
TICK = timedelta(microseconds=1)
NOTHING = Tally(0, 0)


@pytest.fixture
def recount() -> Recount:
    """A few hundred entries, many of them right where an hour begins or has just not begun."""
    chance = Random(5)
    records = []
    for number in range(600):
        at = chance.choice(BUSY) + timedelta(seconds=chance.randrange(-200_000, 200_000))
        if chance.random() < 0.5:
            at = quarter(at) - chance.choice((0, 1)) * TICK
        customer = chance.choice([*CUSTOMERS, None])
        records.append(
            record(
                occurred_at=at,
                action=f"action_{min(chance.randrange(9), chance.randrange(9))}",
                partner_user=chance.choice(("", "petra", "paul", "Ärla")),
                application=chance.choice(("", "", "petra", "sync")),
                status=chance.choice(("succeeded", "failed", "Failed", "")),
                customer_id=customer,
                customer_name="Somebody" if customer else "",
                external_id=str(number),
            )
        )
    take(*records)
    return Recount(list(ActivityEntry.objects.all()))


def periods(zone: ZoneInfo) -> list[tuple[datetime | None, datetime | None]]:
    """Whole days of the zone, and moments of no particular kind; also within one hour."""
    days = [
        datetime(*day, tzinfo=zone)
        for day in ((1971, 12, 31), (2027, 3, 28), (2027, 3, 29), (2027, 11, 7), (2028, 3, 1))
    ]
    odd = [BUSY[1] + timedelta(minutes=7, seconds=3), BUSY[1] + timedelta(minutes=9)]
    return [
        (None, None),
        (None, days[2]),
        (days[1], None),
        *pairwise(days),
        (days[0], days[-1]),
        (odd[0], odd[1]),
        (odd[0] - 30 * HOUR, odd[1]),
        (days[3], days[3]),
    ]


def narrowed(recount: Recount, customer: UUID | None) -> Recount:
    if customer is None:
        return recount
    return Recount([entry for entry in recount.entries if entry.customer_id == customer])


@pytest.mark.parametrize("customer", [None, CUSTOMERS[0], UUID(int=99)])
@pytest.mark.parametrize("name", ZONES)
def test_numbers_are_those_of_the_entries(
    recount: Recount, name: str, customer: UUID | None
) -> None:
    zone = ZoneInfo(name)
    recount = narrowed(recount, customer)
    with counted_log(customer=customer) as log:
        for start, end in periods(zone):
            assert log.by_weekday_and_hour(start, end, zone) == recount.weekday_hours(
                start, end, zone
            )
            assert first_times(log, start, end) == recounted_first_times(recount, start, end)


@pytest.mark.parametrize("customer", [None, CUSTOMERS[0], UUID(int=99)])
@pytest.mark.parametrize("name", ZONES)
def test_periods_are_compared_with_those_before(
    recount: Recount, name: str, customer: UUID | None
) -> None:
    recount = narrowed(recount, customer)
    with counted_log(customer=customer) as log:
        for before, start, end in compared_periods(ZoneInfo(name)):
            for found, by in (
                (log.compared_actions(before, start, end), lambda entry: entry.action),
                (log.compared_actors(before, start, end), actor),
            ):
                now, then = recount.tallies(start, end, by), recount.tallies(before, start, by)
                assert {row.key: (row.now, row.before) for row in found} == {
                    key: (now.get(key, NOTHING), then.get(key, NOTHING))
                    for key in now.keys() | then.keys()
                    if key is not None
                }


@pytest.mark.parametrize("customer", [None, CUSTOMERS[0], UUID(int=99)])
@pytest.mark.parametrize("name", ZONES)
def test_the_first_customers_of_a_period_are_compared(
    recount: Recount, name: str, customer: UUID | None
) -> None:
    recount = narrowed(recount, customer)
    with counted_log(customer=customer) as log:
        for before, start, end in compared_periods(ZoneInfo(name)):
            now = recount.tallies(start, end, lambda entry: entry.customer_id)
            then = recount.tallies(before, start, lambda entry: entry.customer_id)
            now.pop(None, None)
            found = log.compared_customers(before, start, end, most=2)
            assert found.found == len(now)
            assert [(row.key, row.now, row.before) for row in found.rows] == [
                (key, now[key], then.get(key, NOTHING))
                for key in sorted(now, key=lambda key: (-now[key].entries, str(key)))[:2]
            ]


def compared_periods(zone: ZoneInfo) -> list[tuple[datetime, datetime, datetime]]:
    """Whole days, whole months, a year with its years before, and moments of no kind."""
    days = [datetime(2027, 3, day, tzinfo=zone) for day in (27, 28, 29)]
    years = [datetime(year, 1, 1, tzinfo=zone) for year in (1970, 2027, 2029)]
    odd = BUSY[1] + timedelta(minutes=7, seconds=3)
    return [
        (days[0], days[1], days[2]),
        (years[0], years[1], years[2]),
        (odd - 30 * HOUR, odd, odd + timedelta(minutes=2)),
        (odd - timedelta(minutes=1), odd, odd + 40 * 24 * HOUR),
        (odd, odd, odd),
    ]


def first_times(log: CountedLog, start: Any, end: Any) -> dict[Any, tuple[datetime, bool]]:
    return {
        (row.actor, row.is_application, row.action): (row.first_at, row.is_new_actor)
        for row in log.first_times(start, end)
    }


def recounted_first_times(
    recount: Recount, start: datetime | None, end: datetime | None
) -> dict[Any, tuple[datetime, bool]]:
    found = recount.first_times()

    def is_new(key: tuple[str, bool, str]) -> bool:
        oldest = min(at for other, at in found.items() if other[:2] == key[:2])
        return start is None or oldest >= start

    return {
        key: (at, is_new(key))
        for key, at in found.items()
        if (start is None or at >= start) and (end is None or at < end)
    }


@pytest.mark.parametrize("customer", [None, CUSTOMERS[0]])
@pytest.mark.parametrize("name", ZONES)
def test_each_bucket_has_its_own(recount: Recount, name: str, customer: UUID | None) -> None:
    recount = narrowed(recount, customer)
    for bounds in bucket_bounds(ZoneInfo(name)):
        with counted_log(customer=customer) as log:
            found = log.per_bucket(bounds)
        assert found == [recount.tallies(*pair).get(None, NOTHING) for pair in pairwise(bounds)]


def bucket_bounds(zone: ZoneInfo) -> list[Sequence[datetime]]:
    first = datetime(2027, 3, 25, tzinfo=zone)
    days = [datetime(2027, 3, day, tzinfo=zone) for day in range(25, 32)]
    months = [
        datetime(year, month, 1, tzinfo=zone)
        for year, month in product((1971, 1972, 2027, 2028), range(1, 13))
    ]
    minutes = [first + timedelta(days=2, minutes=7) * number for number in range(9)]
    seconds = [BUSY[0] + timedelta(seconds=100) * number for number in range(40)]
    return [days, months, minutes, seconds, days[:1], []]


@pytest.mark.parametrize("customer", [None, CUSTOMERS[0]])
@pytest.mark.parametrize("name", ZONES)
def test_hours_of_people_are_those_of_the_zone(
    recount: Recount, name: str, customer: UUID | None
) -> None:
    zone = ZoneInfo(name)
    recount = narrowed(recount, customer)
    usual = {*range(8, 18), 40}
    with counted_log(customer=customer) as log:
        for start, end in periods(zone):
            assert log.people_by_hour(start, end, zone) == recount.people_by_hour(start, end, zone)
            outside = recount.outside_hours(start, end, zone, usual)
            assert log.outside_hours(start, end, zone, usual) == outside
            assert log.outside_hours(start, end, zone, usual, least=5) == [
                each for each in outside if each.entries >= 5
            ]
            for people in ([], ["petra", "Ärla"]):
                assert log.outside_hours(start, end, zone, usual, people=people) == [
                    each for each in outside if each.actor in people
                ]


def test_a_check_finds_no_difference_over_years(recount: Recount) -> None:
    with counted_log():
        checked = list(check())
    assert sum(entries for entries, _found in checked) == len(recount.entries)
    assert [difference for _entries, found in checked for difference in found] == []


def test_an_empty_log_has_no_numbers() -> None:
    zone = timezone.get_current_timezone()
    with counted_log() as log:
        assert log.per_bucket([EARLIEST, LATEST]) == [NOTHING]
        assert log.compared_actions(EARLIEST, BUSY[0], LATEST) == []
        assert log.by_weekday_and_hour(None, None, zone) == [[0] * 24] * 7
        assert log.people_by_hour(None, None, zone) == {}
        assert log.outside_hours(None, None, zone, []) == []
        assert log.first_times(None, None) == []
        assert log.bursts(None, None) == []
        assert log.state.behind == 0


def test_what_is_dated_thousands_of_years_ahead_is_counted() -> None:
    take(record(occurred_at=datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)))
    with counted_log() as log:
        assert log.per_bucket([EARLIEST, LATEST]) == [Tally(1, 0)]
        hours = log.by_weekday_and_hour(None, None, ZoneInfo("Europe/Berlin"))
    assert sum(map(sum, hours)) == 1


@pytest.mark.parametrize("customer", [None, CUSTOMERS[0]])
def test_clocks_may_be_changed_hundreds_of_times_in_a_period(customer: UUID | None) -> None:
    zone = ZoneInfo("Europe/Berlin")
    take(
        *(
            record(
                occurred_at=datetime(year, month, 15, 8, 7, tzinfo=UTC),
                partner_user="petra",
                customer_id=CUSTOMERS[0],
                customer_name="Somebody",
                external_id=f"{year}-{month}",
            )
            for year in range(1980, 2280)
            for month in (1, 7)
        )
    )
    recount = Recount(list(ActivityEntry.objects.all()))
    with counted_log(customer=customer) as log:
        hours = log.by_weekday_and_hour(None, None, zone)
        people = log.people_by_hour(None, None, zone)
        outside = log.outside_hours(None, None, zone, range(8, 18))
    assert hours == recount.weekday_hours(None, None, zone)
    assert people == recount.people_by_hour(None, None, zone)
    assert outside == recount.outside_hours(None, None, zone, range(8, 18))


@pytest.mark.parametrize("customer", [None, CUSTOMERS[0]])
def test_numbers_take_few_questions(
    recount: Recount, customer: UUID | None, django_assert_max_num_queries: Any
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    start, end = datetime(2027, 3, 1, tzinfo=zone), datetime(2028, 3, 1, tzinfo=zone)
    with counted_log(customer=customer):
        pass
    # Whether anything is new; how far it is counted, and what the time is.
    with (
        django_assert_max_num_queries(5),
        counted_log(customer=customer) as log,
    ):
        pass
    for queries, read in (
        (1, lambda: log.per_bucket([start, start + 30 * 24 * HOUR, end])),
        (1, lambda: log.compared_actions(BUSY[-1], start, end)),
        (1, lambda: log.compared_actors(BUSY[-1], start, end)),
        (1, lambda: log.compared_customers(BUSY[-1], start, end, 10)),
        (1, lambda: log.by_weekday_and_hour(start, end, zone)),
        (1, lambda: log.people_by_hour(start, end, zone)),
        (1, lambda: log.outside_hours(start, end, zone, [])),
        (1, lambda: log.first_times(start, end)),
        (2, lambda: log.bursts(start, end)),
    ):
        with django_assert_max_num_queries(queries):
            read()
