"""Days in all the forms in which clients write them. Whole days, UTC; a time of day says nothing.

Which client sends which is told in docs/partner-center.md.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from partnercenter.wire.refusing import BadParameter, quoted

_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?"
# In an address an unescaped “+” is a space.
_OFFSET = r"\s?(?:[Zz]|[+\-\s]\d{2}(?::?\d{2})?)"
_CLOCK = rf"(?:[Tt\s]\s*{_TIME}(?:{_OFFSET})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,3}}){_CLOCK}", re.ASCII)
_MONTH_FIRST = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){_CLOCK}", re.ASCII)
_LONGEST_MONTH = 31
_EARLIEST = 1970


def today() -> date:
    return datetime.now(UTC).date()


def read_day(name: str, text: str) -> date:
    """Raise BadParameter for what is no day, or one before 1970."""
    day = _day(re.sub(r"\s", " ", text.strip()))
    if day is None:
        problem = (
            f"must be a day such as 2026-06-01 or 06/01/2026 (month first), not {quoted(text)}."
        )
        raise BadParameter(name, problem)
    if day.year < _EARLIEST:
        raise BadParameter(name, "lies before 1970-01-01.")
    return day


def _day(text: str) -> date | None:
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return _year_first(*map(int, found.groups()))
        if found := _MONTH_FIRST.fullmatch(text):
            month, day, year = map(int, found.groups())
            return date(year, month, day)
    except (ValueError, OverflowError):
        pass
    return None


def _year_first(year: int, month: int, day: int) -> date:
    if day <= _LONGEST_MONTH:
        return date(year, month, day)
    # Java's pattern YYYY-MM-DD ends with the day of the year, which only January has right.
    found = date(year, 1, 1) + timedelta(days=day - 1)
    if (found.year, found.month) != (year, month):
        raise ValueError
    return found
