"""What somebody did for the first time, and when they did far more than they use to."""

from __future__ import annotations

from datetime import datetime

from activitylog.counting.definitions import ACTOR_DAYS, ACTORS, NAMES, PAIRS, QUARTERS
from activitylog.counting.rows import Counted, Sql, adapted, fetch, moment_of
from activitylog.counting.shapes import Burst, FirstTime
from activitylog.counting.units import DAY, HOUR, QUARTERS_OF_A_DAY, QUARTERS_OF_AN_HOUR
from activitylog.keys import EARLIEST, LATEST
from activitylog.models import CountedName

BURST_ENTRIES = 30
"""An hour with fewer entries is no burst."""
BURST_TIMES = 5
"""So many times the entries of their busiest hour before, or more, are a burst."""
USUAL_DAYS = 56
"""What somebody's busiest hour is, is looked for in so many days before."""

_APPLICATION = CountedName.Kind.APPLICATION
_FIRST_TIMES = f"""
    SELECT a.text, a.kind, b.text, first_at, entries, actor_first_at, actor_entries
    FROM (
        SELECT actor_id, action_id, first_at, entries,
            min(first_at) OVER (PARTITION BY actor_id) AS actor_first_at,
            sum(entries) OVER (PARTITION BY actor_id) AS actor_entries
        FROM ({{rows}}) r
    ) p
    JOIN {NAMES} a ON a.id = actor_id
    JOIN {NAMES} b ON b.id = action_id
    WHERE first_at >= %s AND first_at < %s
    ORDER BY first_at DESC, a.text, a.kind, b.text
"""
# What is usual is looked up only for those who have a busy hour at all: for a moving maximum all
# of its days are looked at again with every row.
_BUSY_DAYS = f"""
    WITH days AS ({{days}})
    SELECT actor_id, day, coalesce(usual, 0) FROM (
        SELECT actor_id, day, busiest, max(busiest) OVER (
            PARTITION BY actor_id ORDER BY day
            RANGE BETWEEN {USUAL_DAYS} PRECEDING AND 1 PRECEDING
        ) AS usual
        FROM days WHERE actor_id IN (SELECT actor_id FROM days WHERE busiest >= {BURST_ENTRIES})
    ) compared
    WHERE day >= %s AND busiest >= {BURST_ENTRIES} AND busiest >= {BURST_TIMES} * coalesce(usual, 0)
        -- Before, the log does not reach back far enough to say that somebody did nothing.
        AND (usual IS NOT NULL OR day >= {USUAL_DAYS} + (
            SELECT min(quarter) / {QUARTERS_OF_A_DAY} FROM {QUARTERS.table}
        ))
"""
_BURSTS = f"""
    WITH busy (actor_id, day, usual) AS (VALUES {{busy}}), hours AS (
        SELECT b.actor_id, quarter / {QUARTERS_OF_AN_HOUR} AS hour, usual, sum(entries) AS entries
        FROM busy b
        JOIN ({{quarters}}) q ON q.actor_id = b.actor_id
            AND quarter >= day * {QUARTERS_OF_A_DAY} AND quarter < (day + 1) * {QUARTERS_OF_A_DAY}
        GROUP BY 1, 2, 3
    )
    SELECT n.text, n.kind, hour, entries, usual
    FROM hours JOIN {NAMES} n ON n.id = actor_id
    WHERE entries >= {BURST_ENTRIES} AND entries >= {BURST_TIMES} * usual
        AND hour >= %s AND hour < %s
    ORDER BY entries DESC, hour DESC, n.text, n.kind
"""


def first_times(counted: Counted, start: datetime | None, end: datetime | None) -> list[FirstTime]:
    if counted.customer:
        rows = counted.straight(PAIRS, None, None)
    else:
        rows = Sql(f"SELECT {', '.join(PAIRS.columns)} FROM {PAIRS.table}", [])
    since = start or EARLIEST
    period = [adapted(since), adapted(end or LATEST)]
    found = fetch(Sql(_FIRST_TIMES.format(rows=rows.text), [*rows.values, *period]))
    return [
        FirstTime(
            actor,
            kind == _APPLICATION,
            action,
            moment_of(first_at),
            entries,
            moment_of(actor_first_at) >= since,
            moment_of(actor_first_at),
            int(actor_entries),
        )
        for actor, kind, action, first_at, entries, actor_first_at, actor_entries in found
    ]


def bursts(counted: Counted, start: datetime | None, end: datetime | None) -> list[Burst]:
    busy = _busy_days(counted, start, end)
    if not busy:
        return []
    quarters = counted.rows(ACTORS, None, None)
    statement = _BURSTS.format(busy=", ".join(map(str, busy)), quarters=quarters.text)
    hours = [HOUR.ceil(start or EARLIEST), HOUR.ceil(end or LATEST)]
    found = fetch(Sql(statement, [*quarters.values, *hours]))
    return [
        Burst(actor, kind == _APPLICATION, HOUR.start(hour), int(entries), int(usual))
        for actor, kind, hour, entries, usual in found
    ]


def _busy_days(
    counted: Counted, start: datetime | None, end: datetime | None
) -> list[tuple[int, int, int]]:
    """Actor, day and what was usual, where the busiest hour is a burst; few, so that the database
    finds their hours by an index."""
    days = counted.rows(
        ACTOR_DAYS,
        DAY.start(DAY.floor(start) - USUAL_DAYS) if start else None,
        DAY.start(DAY.ceil(end)) if end else None,
    )
    values = [*days.values, DAY.floor(start or EARLIEST)]
    found = fetch(Sql(_BUSY_DAYS.format(days=days.text), values))
    return [(int(actor), int(day), int(usual)) for actor, day, usual in found]
