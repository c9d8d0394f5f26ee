"""Bursts, nights and first times, worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from activitylog.counting.reading import counted_log
from activitylog.counting.shapes import Burst, FirstTime, Outside
from tests.activitylog.log import record, take

pytestmark = pytest.mark.django_db
# A Wednesday at noon, in winter.
NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")


def act(
    who: str, number: int, start: datetime, *, action: str = "update_user", **given: str
) -> None:
    """So many entries, all within one hour that begins with `start`."""
    take(
        *(
            record(
                occurred_at=start + HOUR * n / number,
                action=action,
                external_id=f"{who}-{start}-{n}",
                **({"partner_user": who} | given),
            )
            for n in range(number)
        )
    )


def bursts(start: datetime | None = None, end: datetime | None = None) -> list[Burst]:
    with counted_log() as log:
        return log.bursts(start, end)


def the_log_is_old() -> None:
    act("somebody else", 1, NOON - 400 * DAY)


def test_an_hour_with_five_times_as_much_as_the_busiest_before_is_a_burst() -> None:
    act("petra", 8, NOON - 56 * DAY)
    act("petra", 3, NOON - 1 * DAY)
    act("petra", 40, NOON)
    act("paul", 8, NOON - 56 * DAY)
    act("paul", 39, NOON)
    assert bursts() == [Burst("petra", False, NOON, entries=40, usual=8)]


def test_what_was_usual_is_looked_for_in_56_days() -> None:
    act("petra", 8, NOON - 57 * DAY)
    act("petra", 6, NOON - 56 * DAY)
    act("petra", 30, NOON)
    assert bursts() == [Burst("petra", False, NOON, entries=30, usual=6)]


def test_fewer_than_thirty_are_no_burst() -> None:
    act("petra", 1, NOON - DAY)
    act("petra", 29, NOON)
    assert bursts() == []


def test_hours_of_the_same_day_do_not_make_each_other_usual() -> None:
    act("petra", 1, NOON - DAY)
    act("petra", 50, NOON)
    act("petra", 60, NOON + HOUR)
    assert bursts() == [
        Burst("petra", False, NOON + HOUR, entries=60, usual=1),
        Burst("petra", False, NOON, entries=50, usual=1),
    ]


def test_the_day_after_a_burst_it_takes_more() -> None:
    act("petra", 1, NOON - DAY)
    act("petra", 50, NOON)
    act("petra", 60, NOON + DAY)
    assert [burst.start for burst in bursts()] == [NOON]


def test_who_did_nothing_for_56_days_counts_with_none_where_the_log_is_older() -> None:
    the_log_is_old()
    act("petra", 30, NOON)
    assert bursts() == [Burst("petra", False, NOON, entries=30, usual=0)]


def test_who_did_nothing_is_not_compared_where_the_log_is_as_young() -> None:
    act("somebody else", 1, NOON - 55 * DAY)
    act("petra", 30, NOON)
    assert bursts() == []


def test_applications_have_bursts_too_and_are_not_the_person_of_that_name() -> None:
    the_log_is_old()
    act("sync", 20, NOON, partner_user="", application="sync")
    act("sync", 20, NOON + MINUTE / 60)
    assert bursts() == []
    act("sync", 15, NOON + MINUTE / 30, partner_user="", application="sync")
    assert bursts() == [Burst("sync", True, NOON, entries=35, usual=0)]


def test_a_burst_is_told_where_its_hour_begins_in_the_period() -> None:
    act("petra", 1, NOON - DAY)
    act("petra", 40, NOON)
    found = [Burst("petra", False, NOON, entries=40, usual=1)]
    assert bursts(NOON, NOON + HOUR) == found
    # The whole hour counts, also what of it lies behind the period's end.
    assert bursts(NOON - 20 * MINUTE, NOON + 10 * MINUTE) == found
    assert bursts(NOON + MINUTE, NOON + DAY) == []
    assert bursts(NOON - DAY, NOON) == []


def test_hours_are_told_of_people_only() -> None:
    evening = datetime(2026, 2, 4, 23, tzinfo=BERLIN)
    act("", 3, evening, application="sync")
    act("", 3, evening)
    act("petra", 3, evening, application="portal")
    wednesday_at_23 = 2 * 24 + 23
    with counted_log() as log:
        assert log.people_by_hour(None, None, BERLIN) == {wednesday_at_23: 3}
        hours = log.outside_hours(None, None, BERLIN, usual=[wednesday_at_23 - 1])
        assert hours == [Outside("petra", evening, evening + HOUR, 3)]
        assert log.outside_hours(None, None, BERLIN, usual=[wednesday_at_23]) == []


def test_a_first_time_says_whether_the_actor_is_new_too() -> None:
    act("petra", 2, NOON - 9 * DAY, action="create_user")
    act("petra", 3, NOON, action="delete_user")
    act("paul", 1, NOON + HOUR, action="create_user")
    act("petra", 1, NOON + DAY, action="delete_user")
    with counted_log() as log:
        assert log.first_times(NOON, NOON + DAY) == [
            FirstTime("paul", False, "create_user", NOON + HOUR, 1, True, NOON + HOUR, 1),
            FirstTime("petra", False, "delete_user", NOON, 4, False, NOON - 9 * DAY, 6),
        ]
        assert log.first_times(NOON + MINUTE, NOON + HOUR) == []


def test_what_is_recorded_late_may_have_been_the_first_time() -> None:
    act("petra", 1, NOON, action="delete_user")
    with counted_log() as log:
        assert len(log.first_times(NOON, NOON + DAY)) == 1
    act("petra", 1, NOON - DAY, action="delete_user")
    with counted_log() as log:
        assert log.first_times(NOON, NOON + DAY) == []
        assert log.first_times(NOON - DAY, NOON)[0].entries == 2
