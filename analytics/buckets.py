"""A period cut into the columns of a chart: by days of the reader's time zone, never too many."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from portal.moments import LATEST

_ONE = timedelta(days=1)
MOST_DAYS = 92
MOST_WEEKS = 2 * 366
"""In days. A longer period has a column for each month."""
MOST_COLUMNS = 130
"""Where months would be more there are quarters, then years, decades, centuries."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A part of a period, both days inclusive: never beyond the period's ends."""

    start: date
    end: date
    label: str
    """Short, for the axis."""
    name: str
    """In full."""


def buckets(start: date, end: date) -> list[Bucket]:
    """Days where there is room for them, else weeks from Monday to Sunday, else months or what
    is longer."""
    length = (end - start).days + 1
    if length <= MOST_DAYS:
        return [
            Bucket(day, day, _on_axis(day), _day(day)) for day, _last in _cut(start, end, _same)
        ]
    if length <= MOST_WEEKS:
        return [
            Bucket(first, last, _on_axis(first), _from_to(first, last))
            for first, last in _cut(start, end, _end_of_week)
        ]
    return months(start, end)


def months(start: date, end: date) -> list[Bucket]:
    """Calendar months, where they are too many quarters, years, decades or centuries; the first
    and the last may be cut."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    if count <= MOST_COLUMNS:
        return [
            Bucket(
                first, last, date_format(first, pgettext("month on an axis", "M Y")), _month(first)
            )
            for first, last in _cut(start, end, _end_of_month)
        ]
    if count <= 3 * MOST_COLUMNS - 6:
        return [
            Bucket(first, last, _quarter(first), _from_to(first, last))
            for first, last in _cut(start, end, _end_of_quarter)
        ]
    return _years(start, end)


def _years(start: date, end: date) -> list[Bucket]:
    count = end.year - start.year + 2
    step = next(years for years in (1, 10, 100) if count <= years * (MOST_COLUMNS - 1))

    def end_of(day: date) -> date:
        last = day.year - day.year % step + step - 1
        return date(min(last, LATEST.year), 12, 31)

    return [
        Bucket(first, last, _span(first, last), _from_to(first, last))
        for first, last in _cut(start, end, end_of)
    ]


def _cut(start: date, end: date, end_of: Callable[[date], date]) -> Iterator[tuple[date, date]]:
    while start <= end:
        last = min(end_of(start), end)
        yield start, last
        start = last + _ONE


def _same(day: date) -> date:
    return day


def _end_of_week(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _end_of_quarter(day: date) -> date:
    return _end_of_month(day.replace(month=(day.month + 2) // 3 * 3, day=1))


def _on_axis(day: date) -> str:
    return date_format(day, pgettext("day on an axis", "j M"))


def _quarter(day: date) -> str:
    values = {"number": (day.month + 2) // 3, "year": day.year}
    return pgettext("quarter on an axis", "Q%(number)s %(year)s") % values


def _span(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def _from_to(first: date, last: date) -> str:
    return gettext("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}


def _day(day: date) -> str:
    return date_format(day, pgettext("format of a day", "j M Y"))


def _month(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")
