"""Days as each client writes them; which ones are answered, and how far back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.partnercenter.serving import (
    NOON,
    add,
    add_daily,
    ask,
    ids,
    page,
    refusal,
    self_query,
    wire_id,
)

NOW = datetime(2026, 7, 15, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01",
        "2026-6-1",
        "6/1/2026%2012:00:00%20AM",
        "6%2F1%2F2026+12%3A00%3A00+AM",
        "6/1/2026%2012:00:00\u202fAM",
        "06/01/2026 00:00:00",
        "06/01/2026%2000:00:00",
        "06/01/2026",
        "2026-06-01T00:00:00.000-07:00",
        "2026-06-01T00:00:00.000+02:00",
        "2026-06-01T00:00:00.000%2B02:00",
        "2026-06-01T00:00:00Z",
        "2026-06-01T23:59:59.1234567Z",
        "2026-06-01T00:00:00",
        "2026-06-01%2000:00",
        "2026-06-152",
        "%202026-06-01%20",
    ],
)
def test_every_form_is_the_same_day(text, program):
    assert self_query(page(program, f"startDate={text}")) == "startDate=2026-06-01&size=500"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-02-32", "2026-02-01"),
        ("2023-02-44", "2023-02-13"),
        ("2024-12-366", "2024-12-31"),
        ("2024-02-60", "2024-02-29"),
    ],
)
def test_the_day_of_the_year_is_read_as_one(text, day, program):
    assert self_query(page(program, f"startDate={text}")) == f"startDate={day}&size=500"


@pytest.mark.parametrize(
    "text",
    [
        "15/06/2026",
        "15.06.2026",
        "15-06-2026",
        "2026-02-30",
        "2026-06-44",
        "2025-12-366",
        "2026-13-01",
        "2026-01-400",
        "2026-00-01",
        "20260601",
        "yesterday",
        "2026-06-01T",
        "2026-06-01T00:00:00-2",
        "1/6/26",
        "٢٠٢٦-06-01",
        "2026-06-01; DROP",
    ],
)
@pytest.mark.parametrize("name", ["startDate", "endDate"])
def test_what_is_no_day_is_refused_and_said_back(name, text, program):
    description = refusal(program, f"{name}={text}")

    assert description.startswith(f"{name} must be a day such as 2026-06-01")
    assert f"“{text}”" in description


@pytest.mark.parametrize("text", ["1969-12-31", "0001-01-01", "01/01/0001 00:00:00"])
def test_a_day_before_all_that_can_be_is_refused(text, program):
    assert refusal(program, f"startDate={text}") == "startDate lies before 1970-01-01."


def test_a_day_is_a_whole_day_of_utc(program):
    midnight = datetime(2026, 6, 1, tzinfo=UTC)
    last = midnight + timedelta(days=1, microseconds=-1)
    add(midnight - timedelta(microseconds=1), midnight, last, midnight + timedelta(days=1))

    found = page(program, "startDate=2026-06-01T18:00:00Z&endDate=2026-06-01")

    assert ids(found) == [wire_id(last), wire_id(midnight)]


def test_a_start_alone_gives_thirty_days(program):
    everything = add_daily(NOON - timedelta(days=1), 40)

    assert ids(page(program, "startDate=2026-06-01")) == everything[-31:-1]


def test_chunks_of_thirty_days_neither_overlap_nor_leave_a_gap(program):
    everything = add_daily(NOON, 44)

    first, second = (page(program, f"startDate={day}") for day in ("2026-06-01", "2026-07-01"))

    assert ids(second) + ids(first) == everything


def test_without_days_the_last_thirty_and_today_are_answered(program):
    everything = add_daily(NOON, 44)
    add(NOW)

    found = page(program)

    assert ids(found) == [wire_id(NOW), *everything[:30]]
    assert self_query(found) == "startDate=2026-06-15&endDate=2026-07-15&size=500"


def test_an_end_in_the_future_is_today(program):
    add(NOW, NOW + timedelta(days=2))

    found = page(program, "startDate=2026-07-01&endDate=9999-12-31")

    assert ids(found) == [wire_id(NOW)]
    assert self_query(found) == "startDate=2026-07-01&endDate=2026-07-15&size=500"


@pytest.mark.parametrize("start", ["9999-12-03", "9999-12-31"])
def test_no_day_is_too_late_to_be_asked_for(program, start):
    assert page(program, f"startDate={start}")["items"] == []


@pytest.mark.parametrize("end", ["", "&endDate=2026-07-17"])
def test_who_lives_a_day_ahead_gets_an_empty_page(end, program):
    assert page(program, f"startDate=2026-07-16{end}")["items"] == []


def test_a_longer_span_is_served_when_it_is_asked_for(program):
    everything = add_daily(NOON, 40)

    assert ids(page(program, "startDate=2026-06-01&endDate=2026-07-14")) == everything
    assert ids(page(program, "startDate=2016-01-01&endDate=2026-07-14")) == everything


def test_an_end_alone_goes_with_the_usual_start(program):
    everything = add_daily(NOON, 40)

    assert ids(page(program, "endDate=2026-06-20")) == everything[-20:-14]


def test_an_end_before_the_start_is_refused(program):
    query = "startDate=2026-06-02&endDate=2026-06-01"

    assert refusal(program, query) == "endDate lies before startDate."
    assert refusal(program, "endDate=2026-06-01") == (
        "endDate lies before startDate, which is 2026-06-15 where none is given."
    )


def test_years_back_are_answered(program):
    add(NOON.replace(year=2017))

    assert ids(page(program, "startDate=2017-06-01")) == [wire_id(NOON.replace(year=2017))]


def test_strictly_ninety_days_are_all(program, settings):
    settings.PARTNER_CENTER_STRICT = True

    assert ask(program, "startDate=2026-04-16").status_code == 200
    assert refusal(program, "startDate=2026-04-15") == (
        "startDate lies more than 90 days back: the earliest day is 2026-04-16."
    )


@pytest.mark.parametrize(
    "query",
    [
        "STARTDATE=2026-06-01&enddate=2026-06-02",
        "auditRequest.startDate=2026-06-01&auditRequest.endDate=2026-06-02",
        "startDate=2026-06-01&auditRequest.endDate=2026-06-02&size=",
    ],
)
@pytest.mark.parametrize("path", ["/v1/auditrecords", "/auditactivity/v1/auditrecords"])
def test_the_names_have_more_than_one_spelling(path, query, program):
    found = page(program, query, path)

    assert self_query(found) == "startDate=2026-06-01&endDate=2026-06-02&size=500"


def test_an_empty_day_is_none(program):
    assert self_query(page(program, "startDate=2026-06-01&endDate=")) == (
        "startDate=2026-06-01&size=500"
    )
