"""How long terms last: whole days in UTC, of which the last is part of the term."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.terms import MONTHS, add_months, first_term_end, next_term_end

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2026-01-15T10:30:00", "P1M", "2026-02-14T23:59:59"),
        ("2026-01-15T10:30:00", "P1Y", "2027-01-14T23:59:59"),
        ("2026-01-15T10:30:00", "P3Y", "2029-01-14T23:59:59"),
        ("2026-01-01T00:00:00", "P1Y", "2026-12-31T23:59:59"),
        ("2026-12-31T23:59:59", "P1M", "2027-01-30T23:59:59"),
        # No 31st, no 29th: the month's last day is as far as it goes.
        ("2026-01-31T12:00:00", "P1M", "2026-02-27T23:59:59"),
        ("2028-01-31T12:00:00", "P1M", "2028-02-28T23:59:59"),
        ("2028-02-29T12:00:00", "P1Y", "2029-02-27T23:59:59"),
        ("2028-02-29T12:00:00", "P3Y", "2031-02-27T23:59:59"),
        ("2026-03-31T12:00:00", "P1M", "2026-04-29T23:59:59"),
        # A day that the clocks change in Europe is a day like others in UTC.
        ("2026-03-29T00:30:00", "P1M", "2026-04-28T23:59:59"),
    ],
)
def test_the_first_term_ends_with_the_day_before(start: str, term: str, end: str):
    assert first_term_end(at(start), term) == at(end)


def test_days_are_counted_in_utc_wherever_it_was_bought():
    tokyo = timezone(timedelta(hours=9))
    bought = datetime(2026, 1, 1, 5, 0, tzinfo=tokyo)
    assert first_term_end(bought, "P1M") == at("2026-01-30T23:59:59")
    assert next_term_end(bought, at("2026-01-30T23:59:59"), "P1M") == at("2026-02-27T23:59:59")


def test_what_began_on_a_31st_comes_back_to_it():
    anchor = at("2026-01-31T12:00:00")
    ends = [first_term_end(anchor, "P1M")]
    for _month in range(13):
        ends.append(next_term_end(anchor, ends[-1], "P1M"))
    assert [f"{end:%m-%d}" for end in ends] == [
        *("02-27", "03-30", "04-29", "05-30", "06-29", "07-30", "08-30"),
        *("09-29", "10-30", "11-29", "12-30", "01-30", "02-27", "03-30"),
    ]


def test_what_began_on_a_leap_day_comes_back_to_it():
    anchor = at("2028-02-29T12:00:00")
    end = first_term_end(anchor, "P1Y")
    years = [end := next_term_end(anchor, end, "P1Y") for _year in range(4)]
    assert [f"{end:%Y-%m-%d}" for end in years] == [
        "2030-02-27",
        "2031-02-27",
        "2032-02-28",
        "2033-02-27",
    ]


def test_another_term_keeps_the_day():
    anchor = at("2026-01-31T12:00:00")
    end = next_term_end(anchor, first_term_end(anchor, "P1M"), "P1Y")
    assert end == at("2027-02-27T23:59:59")
    assert next_term_end(anchor, end, "P1M") == at("2027-03-30T23:59:59")


moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
terms = st.sampled_from(list(MONTHS))


@given(moments, st.integers(0, 480))
def test_months_later_is_the_same_day_or_the_last_of_that_month(moment: datetime, months: int):
    later = add_months(moment, months)
    assert (later.year * 12 + later.month) - (moment.year * 12 + moment.month) == months
    assert later.time() == moment.time()
    if later.day != moment.day:
        assert later.day < moment.day
        assert (later + A_DAY).day == 1


@given(moments, st.lists(terms, min_size=1, max_size=40))
def test_terms_follow_each_other_without_gap_or_overlap(start: datetime, chosen: list[str]):
    """However often the term changes: each has its months, counted from the first day."""
    end = first_term_end(start, chosen[0])
    months = MONTHS[chosen[0]]
    assert end > start
    for term in chosen[1:]:
        next_end = next_term_end(start, end, term)
        months += MONTHS[term]
        assert next_end > end
        # The day after the end is where that many months after the start fall.
        assert (next_end + A_SECOND).date() == add_months(start, months).date()
        assert (next_end + A_SECOND).time() == datetime.min.time()
        end = next_end
