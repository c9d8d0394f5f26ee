"""Hours of the week of a time zone."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from activitylog.counting.definitions import ENTRIES, QUARTERS, epoch
from activitylog.counting.offsets import Stretch, stretches
from activitylog.counting.rows import Counted, Sql, fetch, united
from activitylog.counting.units import QUARTER, QUARTERS_OF_AN_HOUR

_HOURS_OF_A_WEEK = 7 * 24
# 1970 began on a Thursday: so many days after a Monday.
_FROM_MONDAY = timedelta(days=3)


def by_weekday_and_hour(
    counted: Counted, start: datetime | None, end: datetime | None, zone: tzinfo
) -> list[list[int]]:
    parts = [_hours(counted, stretch) for stretch in stretches(start, end, zone)]
    hours = [0] * _HOURS_OF_A_WEEK
    if parts:
        rows = united(parts)
        of_hours = f"SELECT hour, sum(entries) FROM ({rows.text}) r GROUP BY hour"
        for hour, entries in fetch(Sql(of_hours, rows.values)):
            hours[hour] = int(entries)
    return [hours[day : day + 24] for day in range(0, _HOURS_OF_A_WEEK, 24)]


def _hours(counted: Counted, stretch: Stretch) -> Sql:
    """The hour of the week and entries in it, in any number of rows."""
    ahead = stretch.offset + _FROM_MONDAY
    if stretch.offset % QUARTER.length:
        # As zones have been until 1972 only.
        where = counted.entries(stretch.start, stretch.end)
        hour = f"({epoch()} + {ahead // timedelta(seconds=1)}) / 3600 %% {_HOURS_OF_A_WEEK}"
        return Sql(
            f"SELECT {hour} AS hour, 1 AS entries FROM {ENTRIES} e WHERE {where.text}", where.values
        )
    rows = counted.rows(QUARTERS, stretch.start, stretch.end)
    quarter = f"(quarter + {ahead // QUARTER.length})"
    hour = f"{quarter} / {QUARTERS_OF_AN_HOUR} %% {_HOURS_OF_A_WEEK}"
    return Sql(f"SELECT {hour} AS hour, entries FROM ({rows.text}) q", rows.values)
