"""What there is of each thing in a period, and in the one before: both in one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from activitylog.counting.definitions import ACTIONS, ACTOR_DAYS, CUSTOMER_SPANS, NAMES, Count
from activitylog.counting.rows import Counted, Sql, fetch
from activitylog.counting.shapes import Actor, Compared, Found, Tally
from activitylog.models import CountedName

T = TypeVar("T")
_SUMS = ("entries", "failed")
_FIRST_CUSTOMERS = """
    WITH first AS (
        SELECT customer_id, sum(entries) AS entries, sum(failed) AS failed,
            count(*) OVER () AS found
        FROM ({now}) n
        GROUP BY customer_id
        ORDER BY sum(entries) DESC, customer_id
        LIMIT %s
    )
    SELECT f.customer_id, f.entries, f.failed,
        coalesce(sum(t.entries), 0), coalesce(sum(t.failed), 0), f.found
    FROM first f
    LEFT JOIN ({then}) t ON t.customer_id = f.customer_id
    GROUP BY f.customer_id, f.entries, f.failed, f.found
    ORDER BY f.entries DESC, f.customer_id
"""


def actions(
    counted: Counted, before: datetime, start: datetime, end: datetime
) -> list[Compared[str]]:
    rows = _named("action_id", _both(counted, ACTIONS, before, start, end))
    return _compared(fetch(rows), lambda text, _kind: str(text))


def actors(
    counted: Counted, before: datetime, start: datetime, end: datetime
) -> list[Compared[Actor]]:
    rows = _named("actor_id", _both(counted, ACTOR_DAYS, before, start, end))
    return _compared(fetch(rows), _actor)


def customers(
    counted: Counted, before: datetime, start: datetime, end: datetime, most: int
) -> Found[Compared[UUID]]:
    """Of the period before only what concerns them: customers may be many."""
    now = counted.rows(CUSTOMER_SPANS, start, end)
    then = counted.rows(CUSTOMER_SPANS, before, start)
    statement = _FIRST_CUSTOMERS.format(now=now.text, then=then.text)
    rows = fetch(Sql(statement, [*now.values, most, *then.values]))
    found = int(rows[0][-1]) if rows else 0
    return Found(_compared([row[:-1] for row in rows], _key), found)


def _both(counted: Counted, count: Count, before: datetime, start: datetime, end: datetime) -> Sql:
    """The last of the keys, and the sums of the period and of the one before."""
    now, then = counted.rows(count, start, end), counted.rows(count, before, start)
    (key,) = count.keys[1:]
    sums = [
        f"sum(CASE WHEN is_now = {is_now} THEN {column} ELSE 0 END)"
        for is_now in (1, 0)
        for column in _SUMS
    ]
    names = ", ".join(
        f"{each} AS {name}"
        for each, name in zip(sums, ("entries", "failed", "earlier", "earlier_failed"), strict=True)
    )
    columns = f"{key}, {', '.join(_SUMS)}"
    return Sql(
        f"SELECT {key}, {names} FROM ("
        f"SELECT 1 AS is_now, {columns} FROM ({now.text}) n "
        f"UNION ALL SELECT 0, {columns} FROM ({then.text}) t) b GROUP BY {key}",
        [*now.values, *then.values],
    )


def _named(key: str, rows: Sql) -> Sql:
    return Sql(
        "SELECT n.text, n.kind, g.entries, g.failed, g.earlier, g.earlier_failed "
        f"FROM ({rows.text}) g JOIN {NAMES} n ON n.id = g.{key}",
        rows.values,
    )


def _actor(text: str, kind: str) -> Actor:
    return Actor(text, kind == CountedName.Kind.APPLICATION)


def _key(key: UUID | str) -> UUID:
    """SQLite keeps keys as text."""
    return key if isinstance(key, UUID) else UUID(key)


def _compared(rows: Sequence[tuple[Any, ...]], of: Callable[..., T]) -> list[Compared[T]]:
    return [
        Compared(of(*row[:-4]), Tally(*map(int, row[-4:-2])), Tally(*map(int, row[-2:])))
        for row in rows
    ]
