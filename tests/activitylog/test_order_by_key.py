from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from activitylog.keys import EARLIEST, LATEST, floor_key, hashed_key, is_key, moment_of, random_key

MICROSECOND = timedelta(microseconds=1)
moments = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    datetime(9998, 12, 31, 23, 59, 59, 999998),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(moments)
def test_it_holds_the_moment_to_the_microsecond(moment: datetime) -> None:
    assert moment_of(floor_key(moment)) == moment
    assert moment_of(random_key(moment)) == moment


@given(moments)
def test_it_separates_one_microsecond_from_the_next(moment: datetime) -> None:
    assert floor_key(moment) <= random_key(moment) < floor_key(moment + MICROSECOND)


@given(moments, moments)
def test_it_orders_as_time_does(one: datetime, other: datetime) -> None:
    assert (floor_key(one) < floor_key(other)) == (one < other)


@given(moments)
def test_it_begins_with_the_milliseconds(moment: datetime) -> None:
    millis = (moment - EARLIEST) // timedelta(milliseconds=1)
    assert floor_key(moment).int >> 80 == millis


def test_it_has_the_layout_of_version_seven() -> None:
    assert is_key(random_key(EARLIEST))
    assert random_key(EARLIEST).variant == floor_key(LATEST).variant


def test_it_never_gives_the_same_key_twice() -> None:
    assert len({random_key(EARLIEST) for _ in range(1000)}) == 1000


def test_it_gives_the_same_parts_the_same_key() -> None:
    assert hashed_key(EARLIEST, ("a", None)) == hashed_key(EARLIEST, ("a", None))


def test_it_tells_parts_apart_that_read_alike_when_joined() -> None:
    ways = [("ab", "c"), ("a", "bc"), ("abc", ""), ("abc", None), ("abc",), ("", "abc")]
    assert len({hashed_key(EARLIEST, way) for way in ways}) == len(ways)


def test_it_stays_within_what_can_be_recorded() -> None:
    before, after = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    assert floor_key(before) == floor_key(EARLIEST)
    assert floor_key(after) == floor_key(LATEST)
