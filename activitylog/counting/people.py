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
# Names are looked up once for each person, not for each of their rows.
_PEOPLE = f"SELECT id FROM {NAMES} WHERE kind = '{CountedName.Kind.PARTNER_USER}' AND text <> ''"


def people_by_hour(
    counted: Counted, start: datetime | None, end: datetime | None, zone: tzinfo
) -> list[HourOfWeek]:
    rows = _local(counted, start, end, zone)
    by_hour = (
        f"SELECT n.text, hour, g.entries FROM (SELECT actor_id, {_HOUR} AS hour, "
        f"sum(entries) AS entries FROM ({rows.text}) r WHERE actor_id IN ({_PEOPLE}) "
        f"GROUP BY actor_id, hour) g JOIN {NAMES} n ON n.id = actor_id"
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
    others = f"AND {_HOUR} NOT IN ({listed}) " if listed else ""
    outside = (
        f"SELECT n.text, first, g.entries FROM (SELECT actor_id, "
        f"quarter - local %% {QUARTERS_OF_AN_HOUR} AS first, sum(entries) AS entries "
        f"FROM ({rows.text}) r WHERE actor_id IN ({_PEOPLE}) {others}"
        f"GROUP BY actor_id, first) g JOIN {NAMES} n ON n.id = actor_id ORDER BY n.text, first"
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
