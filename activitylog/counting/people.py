"""When people act, by the clocks of a time zone. Applications never sleep: they are left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, tzinfo

from activitylog.counting.definitions import ACTORS, NAMES
from activitylog.counting.local import HOUR_OF_WEEK, local_rows
from activitylog.counting.rows import Counted, Sql, fetch
from activitylog.counting.shapes import Outside
from activitylog.counting.units import HOUR, SECOND
from activitylog.models import CountedName

# Names are looked up once for each person, not for each of their rows.
_PEOPLE = f"SELECT id FROM {NAMES} WHERE kind = '{CountedName.Kind.PARTNER_USER}' AND text <> ''"

# Hours that follow each other are one stretch.
_STRETCHES = f"""
    SELECT n.text, first, after, s.entries FROM (
        SELECT actor_id, min(first) AS first, max(first) + {HOUR.seconds} AS after,
            sum(entries) AS entries
        FROM (
            SELECT actor_id, first, entries,
                sum(begins) OVER (PARTITION BY actor_id ORDER BY first) AS stretch
            FROM (
                SELECT actor_id, first, entries, CASE
                    WHEN first = {HOUR.seconds}
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
    rows = local_rows(counted, ACTORS, start, end, zone)
    if rows is None:
        return {}
    by_hour = (
        f"SELECT {HOUR_OF_WEEK} AS hour, sum(entries) FROM ({rows.text}) r "
        f"WHERE actor_id IN ({_PEOPLE}) GROUP BY hour"
    )
    return {hour: int(entries) for hour, entries in fetch(Sql(by_hour, rows.values))}


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
    rows = local_rows(counted, ACTORS, start, end, zone)
    if rows is None or (people is not None and not people):
        return []
    listed = ", ".join(str(int(hour)) for hour in sorted(usual))
    others = f"AND {HOUR_OF_WEEK} NOT IN ({listed}) " if listed else ""
    named = f"AND text IN ({', '.join(['%s'] * len(people))})" if people else ""
    hours = (
        f"SELECT actor_id, second - local %% {HOUR.seconds} AS first, "
        f"sum(entries) AS entries FROM ({rows.text}) r "
        f"WHERE actor_id IN ({_PEOPLE} {named}) {others}GROUP BY actor_id, first"
    )
    values = [*rows.values, *(people or ()), least]
    return [
        Outside(actor, SECOND.start(first), SECOND.start(after), int(entries))
        for actor, first, after, entries in fetch(Sql(_STRETCHES.format(hours=hours), values))
    ]
