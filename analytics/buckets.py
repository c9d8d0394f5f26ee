"""A period cut into the columns of a chart: days, weeks or months of the reader's time zone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

_ONE = timedelta(days=1)
MOST_DAYS = 92
MOST_WEEKS = 2 * 366
"""A longer period has a column for each month."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A part of a period, both days inclusive: never beyond the period's ends."""

    start: date
    end: date
    label: str
    """Short, for the axis."""
    name: str
    """In full."""


def months(start: date, end: date) -> list[Bucket]:
    """Calendar months; the first and the last may be cut."""
    return [
        Bucket(first, last, date_format(first, pgettext("month on an axis", "M Y")), _month(first))
        for first, last in _cut(start, end, _end_of_month)
    ]


def buckets(start: date, end: date) -> list[Bucket]:
    """Days where there is room for them, else weeks from Monday to Sunday, else months."""
    length = (end - start).days + 1
    if length <= MOST_DAYS:
        return [
            Bucket(day, day, date_format(day, pgettext("day on an axis", "j M")), _day(day))
            for day, _last in _cut(start, end, lambda day: day)
        ]
    if length <= MOST_WEEKS:
        return [
            Bucket(
                first,
                last,
                date_format(first, pgettext("day on an axis", "j M")),
                gettext("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)},
            )
            for first, last in _cut(start, end, _end_of_week)
        ]
    return months(start, end)


def _cut(start: date, end: date, end_of: Callable[[date], date]) -> Iterator[tuple[date, date]]:
    while start <= end:
        last = min(end_of(start), end)
        yield start, last
        start = last + _ONE


def _end_of_week(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _month(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")
