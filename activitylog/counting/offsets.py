"""Where a zone's clocks are changed, so that its hours can be told by adding a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from activitylog.counting.definitions import QUARTERS
from activitylog.counting.rows import Sql, fetch
from activitylog.counting.units import DAY, QUARTERS_OF_A_DAY

_SECOND = timedelta(seconds=1)
MOST_DAYS = 3 * 366
"""In a shorter period, every day is looked at."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a period, from `start` up to `end`, in which a zone has one offset from UTC."""

    start: datetime
    end: datetime
    offset: timedelta


def stretches(start: datetime | None, end: datetime | None, zone: tzinfo) -> list[Stretch]:
    """They cover all that is counted of the period, one after the other.

    Of long periods only days of which there are entries are looked at: one that is dated
    thousands of years ahead costs no more than any other.
    """
    found: list[Stretch] = []
    for day in _days(start, end):
        first = max(DAY.start(day), start) if start else DAY.start(day)
        last = min(DAY.start(day + 1), end) if end else DAY.start(day + 1)
        for stretch in _of_one_day(first, last, zone):
            if found and found[-1].offset == stretch.offset:
                found[-1] = replace(found[-1], end=stretch.end)
            else:
                found.append(stretch)
    return found


def _days(start: datetime | None, end: datetime | None) -> Iterable[int]:
    if start and end and end - start <= MOST_DAYS * DAY.length:
        return range(DAY.floor(start), DAY.ceil(end))
    return _counted_days(start, end)


def _counted_days(start: datetime | None, end: datetime | None) -> Iterator[int]:
    conditions, values = ["1 = 1"], []
    if start:
        conditions.append("quarter >= %s")
        values.append(DAY.floor(start) * QUARTERS_OF_A_DAY)
    if end:
        conditions.append("quarter < %s")
        values.append(DAY.ceil(end) * QUARTERS_OF_A_DAY)
    days = f"SELECT DISTINCT quarter / {QUARTERS_OF_A_DAY} AS day FROM {QUARTERS.table}"
    for (day,) in fetch(Sql(f"{days} WHERE {' AND '.join(conditions)} ORDER BY day", values)):
        yield day


def _of_one_day(start: datetime, end: datetime, zone: tzinfo) -> Iterator[Stretch]:
    if start >= end:
        return
    before, after = _offset(start, zone), _offset(end - _SECOND, zone)
    if before == after:
        yield Stretch(start, end, before)
        return
    change = _change(start, end, zone)
    yield Stretch(start, change, before)
    yield Stretch(change, end, after)


def _change(start: datetime, end: datetime, zone: tzinfo) -> datetime:
    """When the clocks are changed, to the second; nowhere are they twice in a day."""
    before, seconds, most = _offset(start, zone), 0, (end - start) // _SECOND
    while most - seconds > 1:
        middle = (seconds + most) // 2
        if _offset(start + middle * _SECOND, zone) == before:
            seconds = middle
        else:
            most = middle
    return start + most * _SECOND


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
