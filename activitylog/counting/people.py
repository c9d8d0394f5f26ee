"""When people act, by the clocks of a time zone. Applications never sleep: they are left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo

from activitylog.counting.definitions import ACTORS, NAMES
from activitylog.counting.offsets import Stretch, stretches
from activitylog.counting.rows import Counted, Sql, fetch, united
from activitylog.counting.shapes import Outside
from activitylog.counting.units import QUARTER, QUARTERS_OF_AN_HOUR
from activitylog.models import CountedName

_HOURS_OF_A_WEEK = 7 * 24
# 1970 began on a Thursday: so many days after a Monday.
_FROM_MONDAY = timedelta(days=3)
_HOUR = f"local / {QUARTERS_OF_AN_HOUR} %% {_HOURS_OF_A_WEEK}"
# Names are looked up once for each person, not for each of their rows.
_PEOPLE = f"SELECT id FROM {NAMES} WHERE kind = '{CountedName.Kind.PARTNER_USER}' AND text <> ''"

# Hours that follow each other are one stretch.
_STRETCHES = f"""
    SELECT n.text, first, after, s.entries FROM (
        SELECT actor_id, min(first) AS first, max(first) + {QUARTERS_OF_AN_HOUR} AS after,
            sum(entries) AS entries
        FROM (
            SELECT actor_id, first, entries,
                sum(begins) OVER (PARTITION BY actor_id ORDER BY first) AS stretch
            FROM (
                SELECT actor_id, first, entries, CASE
                    WHEN first = {QUARTERS_OF_AN_HOUR}
                        + lag(first) OVER (PARTITION BY actor_id ORDER BY first)
                    THEN 0 ELSE 1 END AS begins
                FROM ({{hours}}) h
            ) b
        ) t
        GROUP BY actor_id, stretch
        HAVING sum(entries) >= %s
    ) s
    JOIN {NAMES} n ON n.id = actor_id
    ORDER BY n.text, first
"""


def people_by_hour(
    counted: Counted, start: datetime | None, end: datetime | None, zone: tzinfo
) -> dict[int, int]:
    rows = _local(counted, start, end, zone)
    by_hour = (
        f"SELECT {_HOUR} AS hour, sum(entries) FROM ({rows.text}) r "
        f"WHERE actor_id IN ({_PEOPLE}) GROUP BY hour"
    )
    found = fetch(Sql(by_hour, rows.values)) if rows.text else []
    return {hour: int(entries) for hour, entries in found}


def outside_hours(
    counted: Counted,
    start: datetime | None,
    end: datetime | None,
    zone: tzinfo,
    usual: Collection[int],
    *,
    least: int,
    people: Collection[str] | None,
) -> list[Outside]:
    rows = _local(counted, start, end, zone)
    if not rows.text or (people is not None and not people):
        return []
    listed = ", ".join(str(int(hour)) for hour in sorted(usual))
    others = f"AND {_HOUR} NOT IN ({listed}) " if listed else ""
    named = f"AND text IN ({', '.join(['%s'] * len(people))})" if people else ""
    hours = (
        f"SELECT actor_id, quarter - local %% {QUARTERS_OF_AN_HOUR} AS first, "
        f"sum(entries) AS entries FROM ({rows.text}) r "
        f"WHERE actor_id IN ({_PEOPLE} {named}) {others}GROUP BY actor_id, first"
    )
    values = [*rows.values, *(people or ()), least]
    return [
        Outside(actor, QUARTER.start(first), QUARTER.start(after), int(entries))
        for actor, first, after, entries in fetch(Sql(_STRETCHES.format(hours=hours), values))
    ]


def _local(counted: Counted, start: datetime | None, end: datetime | None, zone: tzinfo) -> Sql:
    """Actors' quarters, as they are and as a clock counts them from a Monday on; an empty text
    where there is none."""
    return united([_of(counted, stretch) for stretch in stretches(start, end, zone)])


def _of(counted: Counted, stretch: Stretch) -> Sql:
    rows = counted.rows(ACTORS, stretch.start, stretch.end)
    ahead = (stretch.offset + _FROM_MONDAY) // QUARTER.length
    local = f"SELECT actor_id, quarter, quarter + {ahead} AS local, entries"
    return Sql(f"{local} FROM ({rows.text}) q", rows.values)
