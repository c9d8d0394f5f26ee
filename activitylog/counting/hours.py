"""Hours of the week, and nights, of a time zone."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from activitylog.counting.definitions import ACTORS, ENTRIES, NAMES, QUARTERS, epoch
from activitylog.counting.offsets import Stretch, stretches
from activitylog.counting.rows import Counted, Sql, fetch, united
from activitylog.counting.shapes import Found, OutsideHours
from activitylog.counting.units import QUARTER, QUARTERS_OF_A_DAY, QUARTERS_OF_AN_HOUR
from activitylog.models import CountedName

_HOUR = timedelta(hours=1)
_HOURS_OF_A_WEEK = 7 * 24
# 1970 began on a Thursday: so many days after a Monday.
_FROM_MONDAY = timedelta(days=3)
EVENING, MORNING = 20, 6
"""From this hour on, and up to that one, and from Friday's evening to Monday's morning, nobody is
expected at work."""


def by_weekday_and_hour(
    counted: Counted, start: datetime | None, end: datetime | None, zone: tzinfo
) -> list[list[int]]:
    parts = [_hours(counted, stretch) for stretch in stretches(counted, start, end, zone)]
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


_OUTSIDE = f"""
    SELECT n.text, night, min(quarter), max(quarter), sum(entries) AS entries, count(*) OVER ()
    FROM (
        SELECT actor_id, quarter, entries,
            -- All nights from Friday's on are one, and the days between belong to it.
            CASE WHEN night %% 7 > 4 THEN night - night %% 7 + 4 ELSE night END AS night
        FROM (
            SELECT actor_id, quarter, entries,
                (local - {EVENING * QUARTERS_OF_AN_HOUR}) / {QUARTERS_OF_A_DAY} AS night
            FROM ({{rows}}) r
            WHERE local %% {QUARTERS_OF_A_DAY} >= {EVENING * QUARTERS_OF_AN_HOUR}
                OR local %% {QUARTERS_OF_A_DAY} < {MORNING * QUARTERS_OF_AN_HOUR}
                OR local / {QUARTERS_OF_A_DAY} %% 7 > 4
        ) o
    ) t
    JOIN {NAMES} n ON n.id = actor_id AND n.kind = '{CountedName.Kind.PARTNER_USER}'
    WHERE n.text <> ''
    GROUP BY n.text, night
    ORDER BY entries DESC, night DESC, n.text
"""


def outside_hours(
    counted: Counted,
    start: datetime | None,
    end: datetime | None,
    zone: tzinfo,
    most: int | None,
) -> Found[OutsideHours]:
    parts = [_local(counted, stretch) for stretch in stretches(counted, start, end, zone)]
    if not parts:
        return Found([], 0)
    rows = united(parts)
    limit = "" if most is None else f" LIMIT {int(most)}"
    found = fetch(Sql(_OUTSIDE.format(rows=rows.text) + limit, rows.values))
    return Found(
        [
            OutsideHours(
                actor, QUARTER.start(first), QUARTER.start(last + 1), int(entries), night % 7 == 4
            )
            for actor, night, first, last, entries, _all in found
        ],
        found[0][-1] if found else 0,
    )


def _local(counted: Counted, stretch: Stretch) -> Sql:
    """An actor's quarters, as they are and as a clock in the zone counts them from a Monday on."""
    rows = counted.rows(ACTORS, stretch.start, stretch.end)
    ahead = (stretch.offset + _FROM_MONDAY) // QUARTER.length
    local = f"SELECT actor_id, quarter, quarter + {ahead} AS local, entries"
    return Sql(f"{local} FROM ({rows.text}) q", rows.values)
