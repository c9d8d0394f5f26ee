"""From and To, which for programs may be moments too; both ends are included."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.activitylog.api.asking import ACTIVITY, page_of
from tests.activitylog.log import MARCH, record, take
from tests.problems import errors_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

MICRO = timedelta(microseconds=1)


def found(client: Client, **given: str) -> str:
    """The external IDs of what is listed, oldest first."""
    return "".join(entry["external_id"] for entry in page_of(client, given)["results"][::-1])


@pytest.fixture
def entries(db: None) -> None:
    """b at 05:06:07.123456 UTC, a and c a microsecond before and after."""
    moments = {"a": MARCH - MICRO, "b": MARCH, "c": MARCH + MICRO}
    take(*(record(occurred_at=moment, external_id=name) for name, moment in moments.items()))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-04T05:06:07.123456Z", "bc"),
        ("2026-03-04t05:06:07.123456z", "bc"),
        ("2026-03-04T06:06:07.123456+01:00", "bc"),
        ("2026-03-03T17:36:07.123456-11:30", "bc"),
        ("2026-03-04T05:06:07.1234560000Z", "bc"),
        ("2026-03-04T05:06:07.1234561Z", "c"),
        ("2026-03-04T05:06:07Z", "abc"),
        ("2026-03-04T05:06:08Z", ""),
        ("2026-03-04", "abc"),
        ("", "abc"),
    ],
)
@pytest.mark.usefixtures("entries")
def test_it_lists_from_a_moment_on(program: Client, start: str, expected: str) -> None:
    assert found(program, date_from=start) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2026-03-04T05:06:07.123456Z", "ab"),
        ("2026-03-04T05:06:07.1234569Z", "ab"),
        ("2026-03-04T05:06:07.123455Z", "a"),
        ("2026-03-04T05:06:07Z", ""),
        ("2026-03-04", "abc"),
        ("2026-03-03", ""),
        ("9998-12-31T23:59:59.999999Z", "abc"),
    ],
)
@pytest.mark.usefixtures("entries")
def test_it_lists_up_to_a_moment(program: Client, end: str, expected: str) -> None:
    assert found(program, date_to=end) == expected


@pytest.mark.usefixtures("entries")
def test_a_range_may_be_a_single_moment(program: Client) -> None:
    moment = "2026-03-04T05:06:07.123456Z"
    assert found(program, date_from=moment, date_to=moment) == "b"


@pytest.mark.usefixtures("entries")
def test_a_range_may_begin_with_a_day_and_end_with_a_moment(program: Client) -> None:
    assert found(program, date_from="2026-03-04", date_to="2026-03-04T05:06:07.123456Z") == "ab"
    assert found(program, date_from="2026-03-04T05:06:07.123457Z", date_to="2026-03-04") == "c"


def test_days_are_those_of_the_tokens_owner(alice: User, program: Client) -> None:
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    take(record(occurred_at=datetime.fromisoformat("2026-03-04T12:00:00Z")))
    assert found(program, date_from="2026-03-05", date_to="2026-03-05") == "r-1"
    assert found(program, date_to="2026-03-04") == ""


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-04T05:06:07Z", "2026-03-04T05:06:06Z"),
        ("2026-03-04T05:06:07.0000001Z", "2026-03-04T05:06:07.0000001Z"),
        ("2026-03-05", "2026-03-04T23:59:59Z"),
        ("2026-03-05T00:00:00Z", "2026-03-04"),
        ("2026-03-05", "2026-03-04"),
    ],
)
def test_it_refuses_a_range_that_ends_before_it_begins(
    program: Client, start: str, end: str
) -> None:
    answer = program.get(ACTIVITY, {"date_from": start, "date_to": end})
    assert answer.status_code == 400
    assert errors_of(answer) == [("date_from", "From is after To. Swap the two dates.")]


UNREADABLE = (
    "Write a day as 2026-11-30, or a moment as 2026-11-30T16:41:41Z, with + as %2B in an address."
)


@pytest.mark.parametrize("name", ["date_from", "date_to"])
@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04T05:06:07",
        "2026-03-04 05:06:07Z",
        "2026-03-04T05:06Z",
        "2026-03-04T05:06:07 02:00",
        "2026-03-04T25:06:07Z",
        "2026-02-30T05:06:07Z",
        "2026-03-04T05:06:60Z",
        "2026-03-04T05:06:07+24:00",
        "2026-03-04T05:06:07.Z",
        "٢026-03-04T05:06:07Z",
        "yesterday",
        "1780000000",
    ],
)
def test_it_refuses_what_is_neither_a_day_nor_a_moment(
    program: Client, name: str, text: str
) -> None:
    answer = program.get(ACTIVITY, {name: text})
    assert (answer.status_code, errors_of(answer)) == (400, [(name, UNREADABLE)])


@pytest.mark.parametrize(
    "text",
    [
        "1969-12-31T23:59:59Z",
        "9999-01-01T00:00:00Z",
        "9998-12-31T23:59:59-01:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_it_refuses_moments_that_nothing_can_have(program: Client, text: str) -> None:
    answer = program.get(ACTIVITY, {"date_from": text})
    assert answer.status_code == 400
    reason = "Choose a date from 1970-01-01 to 9998-12-31."
    assert errors_of(answer) == [("date_from", reason)]
