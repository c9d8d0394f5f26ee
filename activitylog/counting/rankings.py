"""Who and what there are most entries of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from activitylog.counting.definitions import ACTIONS, ACTORS, CUSTOMERS, NAMES, QUARTERS, Count
from activitylog.counting.rows import Counted, Sql, fetch
from activitylog.counting.shapes import (
    ActionTally,
    ActorTally,
    CustomerTally,
    NewAndVanished,
    Ranking,
    Tally,
)
from activitylog.models import CountedName

T = TypeVar("T")


def totals(counted: Counted, start: datetime | None, end: datetime | None) -> Tally:
    rows = counted.rows(QUARTERS, start, end)
    ((entries, failed),) = fetch(
        Sql(f"SELECT sum(entries), sum(failed) FROM ({rows.text}) r", rows.values)
    )
    return Tally(int(entries or 0), int(failed or 0))


def by_action(
    counted: Counted, start: datetime | None, end: datetime | None, most: int | None
) -> Ranking[ActionTally]:
    rows = _named(ACTIONS, "action_id", counted.rows(ACTIONS, start, end))
    return _ranking(rows, "text", most, lambda sums, row: ActionTally(*sums, row[0]))


def by_actor(
    counted: Counted, start: datetime | None, end: datetime | None, most: int | None
) -> Ranking[ActorTally]:
    rows = _named(ACTORS, "actor_id", counted.rows(ACTORS, start, end))
    return _ranking(
        rows,
        "text, kind",
        most,
        lambda sums, row: ActorTally(*sums, row[0], row[1] == CountedName.Kind.APPLICATION),
    )


def by_customer(
    counted: Counted, start: datetime | None, end: datetime | None, most: int | None
) -> Ranking[CustomerTally]:
    rows = _grouped("customer_id", counted.rows(CUSTOMERS, start, end))
    return _ranking(
        rows, "customer_id", most, lambda sums, row: CustomerTally(*sums, _uuid(row[0]))
    )


def new_and_vanished_actions(
    counted: Counted, before: datetime, start: datetime, end: datetime
) -> NewAndVanished:
    now = by_action(counted, start, end, None).rows
    then = by_action(counted, before, start, None).rows
    known, there = {row.action for row in then}, {row.action for row in now}
    return NewAndVanished(
        [row for row in now if row.action not in known],
        [row for row in then if row.action not in there],
    )


def _grouped(key: str, rows: Sql) -> Sql:
    return Sql(
        f"SELECT {key}, sum(entries) AS entries, sum(failed) AS failed FROM ({rows.text}) r "
        f"GROUP BY {key}",
        rows.values,
    )


def _named(count: Count, key: str, rows: Sql) -> Sql:
    assert key in count.names
    grouped = _grouped(key, rows)
    return Sql(
        f"SELECT n.text, n.kind, g.entries, g.failed FROM ({grouped.text}) g "
        f"JOIN {NAMES} n ON n.id = g.{key}",
        grouped.values,
    )


def _ranking(
    rows: Sql, keys: str, most: int | None, made: Callable[[tuple[int, int], Any], T]
) -> Ranking[T]:
    found = fetch(
        Sql(
            "SELECT entries, failed, count(*) OVER (), sum(entries) OVER (), sum(failed) OVER (), "
            f"{keys} FROM ({rows.text}) t ORDER BY entries DESC, {keys}"
            + ("" if most is None else f" LIMIT {int(most)}"),
            rows.values,
        )
    )
    if not found:
        return Ranking([], 0, Tally(0, 0))
    number, entries, failed = (int(value) for value in found[0][2:5])
    ranked = [made((int(row[0]), int(row[1])), row[5:]) for row in found]
    return Ranking(ranked, number, Tally(entries, failed))


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
