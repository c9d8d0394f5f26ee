"""When people act, by the clocks of a time zone. Applications never sleep: they are left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo

from activitylog.counting.definitions import ACTORS, NAMES
from activitylog.counting.offsets import Stretch, stretches
from activitylog.counting.rows import Counted, Sql, fetch, united
from activitylog.counting.shapes import HourOfWeek, PersonHour
from activitylog.counting.units import QUARTER, QUARTERS_OF_AN_HOUR
from activitylog.models import CountedName

_HOURS_OF_A_WEEK = 7 * 24
# 1970 began on a Thursday: so many days after a Monday.
_FROM_MONDAY = timedelta(days=3)
_HOUR = f"local / {QUARTERS_OF_AN_HOUR} %% {_HOURS_OF_A_WEEK}"
_OF_PEOPLE = (
    f"JOIN {NAMES} n ON n.id = r.actor_id AND n.kind = '{CountedName.Kind.PARTNER_USER}' "
    "AND n.text <> ''"
)


def people_by_hour(
    counted: Counted, start: datetime | None, end: datetime | None, zone: tzinfo
) -> list[HourOfWeek]:
    rows = _local(counted, start, end, zone)
    by_hour = (
        f"SELECT n.text, {_HOUR} AS hour, sum(r.entries) FROM ({rows.text}) r {_OF_PEOPLE} "
        "GROUP BY n.text, hour"
    )
    found = fetch(Sql(by_hour, rows.values)) if rows.text else []
    return [HourOfWeek(actor, hour, int(entries)) for actor, hour, entries in found]


def outside_hours(
    counted: Counted,
    start: datetime | None,
    end: datetime | None,
    zone: tzinfo,
    usual: Collection[int],
) -> list[PersonHour]:
    rows = _local(counted, start, end, zone)
    listed = ", ".join(str(int(hour)) for hour in sorted(usual))
    outside = (
        f"SELECT n.text, quarter - local %% {QUARTERS_OF_AN_HOUR} AS first, sum(r.entries) "
        f"FROM ({rows.text}) r {_OF_PEOPLE} "
        + (f"WHERE {_HOUR} NOT IN ({listed}) " if listed else "")
        + "GROUP BY n.text, first ORDER BY n.text, first"
    )
    found = fetch(Sql(outside, rows.values)) if rows.text else []
    return [
        PersonHour(actor, QUARTER.start(first), int(entries)) for actor, first, entries in found
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
