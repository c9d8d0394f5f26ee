"""Counts by the clocks of a time zone, however often those were changed in a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from activitylog.counting.offsets import Stretch, stretches
from activitylog.counting.rows import Counted, Sql, united
from activitylog.counting.units import HOUR, QUARTER, SECOND

if TYPE_CHECKING:
    from activitylog.counting.definitions import Count

HOURS_OF_A_WEEK = 7 * 24
HOUR_OF_WEEK = f"local / {HOUR.seconds} %% {HOURS_OF_A_WEEK}"
"""Of a row of local_rows(): 0 is Monday from 0:00 to 1:00."""

# 1970 began on a Thursday: so many days after a Monday.
_FROM_MONDAY = timedelta(days=3)


def local_rows(
    counted: Counted, count: Count, start: datetime | None, end: datetime | None, zone: tzinfo
) -> Sql | None:
    """Rows of counts by quarters of an hour: their names, `second` (from 1970), `local` (what
    clocks show then, in seconds from a Monday on) and `entries`, in any number of rows. None where
    nothing is counted."""
    whole: list[Stretch] = []
    left: list[Stretch] = []
    for stretch in stretches(start, end, zone):
        middle = _whole(stretch)
        whole += [middle] if middle else []
        left += _left(stretch, middle)
    parts = [_of_table(counted, count, whole)] if whole else []
    parts += [_of_entries(counted, count, stretch) for stretch in left]
    return united(parts) if parts else None


def _whole(stretch: Stretch) -> Stretch | None:
    """Its whole quarters of an hour. None where there are no such ones by its clocks: so it was
    until 1972 only."""
    start = QUARTER.start(QUARTER.ceil(stretch.start))
    end = QUARTER.start(QUARTER.floor(stretch.end))
    if stretch.offset % QUARTER.length or start >= end:
        return None
    return replace(stretch, start=start, end=end)


def _left(stretch: Stretch, middle: Stretch | None) -> Iterator[Stretch]:
    """Nothing but at the ends of a period, where zones are as they are today."""
    if middle is None:
        yield stretch
        return
    if stretch.start < middle.start:
        yield replace(stretch, end=middle.start)
    if middle.end < stretch.end:
        yield replace(stretch, start=middle.end)


def _of_table(counted: Counted, count: Count, whole: list[Stretch]) -> Sql:
    """The stretches are a table of their own: a statement has room for few parts."""
    # They narrow the counts themselves, and SQLite shall look up each of them by its index.
    period = (whole[0].start, whole[-1].end) if counted.customer else (None, None)
    rows = counted.rows(count, *period)
    places = ", ".join(
        str((QUARTER.floor(each.start), QUARTER.floor(each.end), _ahead(each))) for each in whole
    )
    second = f"CAST(quarter AS bigint) * {QUARTER.seconds}"
    return Sql(
        f"SELECT {_names(count)}{second} AS second, {second} + ahead AS local, entries FROM ("
        f"WITH stretch (first, after, ahead) AS (VALUES {places}) "
        f"SELECT r.*, ahead FROM stretch CROSS JOIN ({rows.text}) r "
        "WHERE r.quarter >= first AND r.quarter < after) q",
        rows.values,
    )


def _of_entries(counted: Counted, count: Count, stretch: Stretch) -> Sql:
    rows = counted.straight(replace(count, unit=SECOND), stretch.start, stretch.end)
    return Sql(
        f"SELECT {_names(count)}second, second + {_ahead(stretch)} AS local, entries "
        f"FROM ({rows.text}) q",
        rows.values,
    )


def _names(count: Count) -> str:
    return "".join(f"{name}, " for name in count.names)


def _ahead(stretch: Stretch) -> int:
    return (stretch.offset + _FROM_MONDAY) // SECOND.length
