"""Days and moments as programs write them: in an address, in a body, in a record."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

EARLIEST, LATEST = date(1970, 1, 1), date(9998, 12, 31)
_BEGIN, _END = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# RFC 3339, section 5.6: with seconds, an offset, and T in either case.
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)


def read_day(text: str) -> date:
    """A day, written as 2026-11-30. Raise ValueError with the reason."""
    if not _DAY.fullmatch(text):
        raise ValueError("it is not written as 2026-11-30")
    return date.fromisoformat(text)


def read_moment(text: str) -> tuple[datetime, bool]:
    """A moment, written as 2026-11-30T16:41:41.5Z: to the microsecond, and in the offset given.

    The second value says whether the text is finer than that. Raise ValueError with the reason.
    """
    match = _MOMENT.fullmatch(text)
    if not match:
        raise ValueError("it is not written as 2026-11-30T16:41:41.123456Z")
    return datetime.fromisoformat(text.upper()), bool(match[1] and match[1][6:].strip("0"))


def is_within(when: date) -> bool:
    """Whether the day or moment lies from EARLIEST to LATEST, in UTC."""
    if isinstance(when, datetime):
        return _BEGIN <= when < _END
    return EARLIEST <= when <= LATEST
