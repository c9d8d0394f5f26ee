"""Hours of the week of a time zone."""

from __future__ import annotations

from datetime import datetime, tzinfo

from activitylog.counting.definitions import QUARTERS
from activitylog.counting.local import HOUR_OF_WEEK, HOURS_OF_A_WEEK, local_rows
from activitylog.counting.rows import Counted, Sql, fetch


def by_weekday_and_hour(
    counted: Counted, start: datetime | None, end: datetime | None, zone: tzinfo
) -> list[list[int]]:
    hours = [0] * HOURS_OF_A_WEEK
    if rows := local_rows(counted, QUARTERS, start, end, zone):
        of_hours = f"SELECT {HOUR_OF_WEEK} AS hour, sum(entries) FROM ({rows.text}) r GROUP BY hour"
        for hour, entries in fetch(Sql(of_hours, rows.values)):
            hours[hour] = int(entries)
    return [hours[day : day + 24] for day in range(0, HOURS_OF_A_WEEK, 24)]
