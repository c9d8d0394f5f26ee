"""Moments in an address, in a body and in a record: all take the same texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from rest_framework.serializers import ValidationError as BodyError

from activitylog.json_source.record import read_record
from portal.api.fields import DayField, MomentField
from portal.filters.fields import DayOrMomentField, IsoDateField
from portal.plugins import Refusal

FINER = "2026-06-01T08:00:00.1234567Z"
ROUNDED = datetime(2026, 6, 1, 8, 0, 0, 123456, tzinfo=UTC)


def in_an_address(text: str) -> Any:
    try:
        return DayOrMomentField(begins=False).clean(text)
    except ValidationError:
        return None


def in_a_body(text: str) -> Any:
    try:
        return MomentField().run_validation(text)
    except BodyError:
        return None


def in_a_record(text: str) -> Any:
    read = read_record(f'{{"occurred_at":"{text}","action":"a"}}'.encode())
    return None if isinstance(read, Refusal) else read.occurred_at


PLACES = pytest.mark.parametrize("read", [in_an_address, in_a_body, in_a_record])


@PLACES
@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01T08:00:00.123456Z",
        "2026-06-01t08:00:00.123456z",
        "2026-06-01T08:00:00.1234560Z",
        "2026-06-01T10:00:00.123456000000+02:00",
        "2026-05-31T08:01:00.123456-23:59",
    ],
)
def test_each_takes_a_moment_with_its_offset(read: Callable[[str], Any], text: str) -> None:
    assert read(text) == ROUNDED


@PLACES
@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01 08:00:00Z",
        "2026-06-01T08:00:00",
        "2026-06-01T08:00Z",
        "2026-06-01T08:00:00,5Z",
        "2026-06-01T08:00:00.Z",
        "2026-06-01T08:00:00+0200",
        "2026-06-01T08:00:00+24:00",
        "2026-06-01T08:00:60Z",
        "2026-02-30T08:00:00Z",
        "٢026-06-01T08:00:00Z",
    ],
)
def test_each_refuses_what_is_no_moment(read: Callable[[str], Any], text: str) -> None:
    assert read(text) is None


def test_only_an_address_takes_what_is_finer_than_can_be_kept() -> None:
    assert in_an_address(FINER) == ROUNDED
    assert (in_a_body(FINER), in_a_record(FINER)) == (None, None)


def test_a_range_begins_after_what_is_finer() -> None:
    begun = DayOrMomentField(begins=True).clean(FINER)
    assert begun == ROUNDED.replace(microsecond=123457)


@pytest.mark.parametrize("text", ["1969-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999Z"])
def test_neither_takes_what_lies_outside_of_the_years_that_are_kept(text: str) -> None:
    assert (in_an_address(text), in_a_body(text)) == (None, None)


@pytest.mark.parametrize(
    ("field", "error"),
    [(IsoDateField(), ValidationError), (DayField(), BodyError)],
    ids=["in an address", "in a body"],
)
def test_days_are_read_alike(field: Any, error: type[Exception]) -> None:
    read = getattr(field, "run_validation", None) or field.clean
    assert read("2026-06-01") == date(2026, 6, 1)
    for text in ("2026-6-1", "20260601", "2026-02-30", "٢026-06-01", "1969-12-31"):
        with pytest.raises(error):
            read(text)
