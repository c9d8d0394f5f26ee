"""Adds entries to the counts: those recorded from one moment up to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from activitylog.counting.definitions import (
    ACTOR_DAYS,
    ACTORS,
    COUNTS,
    ENTRIES,
    NAMED,
    NAMES,
    Count,
    days_of,
    epoch,
)
from activitylog.counting.rows import Sql, fetch
from activitylog.counting.units import DAY, QUARTERS_OF_A_DAY

_RECORDED = "e.recorded_at >= %s AND e.recorded_at < %s"
_GAP = 4
"""Days that are no further apart are made anew together."""


def add(start: Any, end: Any) -> None:
    """In the current transaction; moments as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(_names(), [start, end] * len(NAMED))
        for count in COUNTS:
            if count is not ACTOR_DAYS:
                cursor.execute(_merge(count, count.from_entries(_RECORDED)), [start, end])
        for period in _days(start, end):
            cursor.execute(_merge(ACTOR_DAYS, days_of(_QUARTERS)), period)


def _names() -> str:
    named = " UNION ".join(
        f"SELECT {kind} AS kind, {text} AS text FROM {ENTRIES} e WHERE {_RECORDED}"
        for kind, text in NAMED
    )
    # What is there is left out beforehand: a conflict would use up a number each time.
    return (
        f"INSERT INTO {NAMES} (kind, text) SELECT kind, text FROM ({named}) g "
        f"WHERE NOT EXISTS (SELECT 1 FROM {NAMES} n WHERE n.kind = g.kind AND n.text = g.text)"
    )


def _merge(count: Count, rows: str) -> str:
    merged = ", ".join(
        f"{name} = {each.merged.format(old=f'{count.table}.{name}', new=f'excluded.{name}')}"
        for name, each in count.sums.items()
    )
    # Without a condition SQLite would take ON for that of a join.
    return (
        f"INSERT INTO {count.table} ({', '.join(count.columns)}) "
        f"SELECT * FROM ({rows}) s WHERE 1 = 1 "
        f"ON CONFLICT ({', '.join(count.keys)}) DO UPDATE SET {merged}"
    )


_QUARTERS = (
    f"SELECT {', '.join(ACTORS.columns)} FROM {ACTORS.table} WHERE quarter >= %s AND quarter < %s"
)


def _days(start: Any, end: Any) -> Iterator[tuple[int, int]]:
    """The quarters of an hour of all days on which something occurred, in few periods."""
    days = f"SELECT DISTINCT {epoch()} / {DAY.seconds} AS day FROM {ENTRIES} e WHERE {_RECORDED}"
    first = last = None
    for (day,) in fetch(Sql(f"{days} ORDER BY day", [start, end])):
        if last is not None and first is not None and day - last > _GAP:
            yield first * QUARTERS_OF_A_DAY, (last + 1) * QUARTERS_OF_A_DAY
            first = None
        first, last = day if first is None else first, day
    if first is not None and last is not None:
        yield first * QUARTERS_OF_A_DAY, (last + 1) * QUARTERS_OF_A_DAY
