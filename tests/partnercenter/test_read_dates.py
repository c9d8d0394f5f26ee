from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portal.plugins import Refusal
from tests.partnercenter.payloads import read_record, refuse

NOON = datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-04T12:00:00.0000000Z", NOON),
        ("2026-03-04T12:00:00Z", NOON),
        ("2026-03-04T12:00:00", NOON),
        ("2026-03-04T12:00", NOON),
        ("2026-03-04 12:00:00z", NOON),
        ("2026-03-04t12:00:00+00:00", NOON),
        ("2026-03-04T14:00:00.000+02:00", NOON),
        ("2026-03-04T05:00:00-0700", NOON),
        ("2026-03-04T05:00:00-07", NOON),
        ("2026-03-04T12:00:00.1234567Z", NOON.replace(microsecond=123456)),
        ("2026-03-04T12:00:00.9999999Z", NOON.replace(microsecond=999999)),
        ("2026-03-04T12:00:00.123456789123Z", NOON.replace(microsecond=123456)),
        ("2026-03-04T12:00:00.5", NOON.replace(microsecond=500000)),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("9998-12-31T23:59:59.9999999Z", datetime(9998, 12, 31, 23, 59, 59, 999999, UTC)),
        ("1969-12-31T23:00:00-01:00", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2024-02-29T00:00:00Z", datetime(2024, 2, 29, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_to_the_microsecond(text, moment):
    record = read_record(operationDate=text)

    assert record.occurred_at == moment
    assert record.occurred_at.tzinfo is UTC
    assert f'"operationDate":"{text}"' in str(record.extra)


@pytest.mark.parametrize(
    "text",
    [
        "1601-01-01T00:00:00Z",
        "0001-01-01T00:00:00+02:00",
        "1969-12-31T23:59:59.9999999Z",
        "1970-01-01T00:00:00+01:00",
        "9999-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59-02:00",
        "9998-12-31T23:59:59-02:00",
    ],
)
def test_a_date_out_of_range_is_refused(text):
    assert refuse(operationDate=text) == Refusal(
        "operationDate", "is not between 1970-01-01 and 9998-12-31 (UTC)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2026-03-04",
        "04.03.2026 12:00",
        "3/4/2026 12:00:00 AM",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-03-04T25:00:00Z",
        "2026-03-04T12:00:61Z",
        "2026-03-04T12:00:00+25:00",
        "2026-03-04T12:00:00Z ",
        "2026-03-04T12:00:00.Z",
        "٢٠٢٦-03-04T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "/Date(1772625600000)/",
    ],
)
def test_what_is_no_date_is_refused(text):
    refusal = refuse(operationDate=text)

    assert refusal.field == "operationDate"
    assert refusal.reason.startswith("is not a date and time such as 2026-03-04T05:06:07")
