"""Counts of a period: of its whole units from a table, of what is left at its ends from entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection

from activitylog.keys import floor_key

if TYPE_CHECKING:
    from activitylog.counting.definitions import Count


class Sql(NamedTuple):
    """A part of a statement, with the values for its places."""

    text: str
    values: Sequence[Any]


def fetch(statement: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def united(parts: Sequence[Sql]) -> Sql:
    return Sql(
        " UNION ALL ".join(part.text for part in parts),
        [value for part in parts for value in part.values],
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: entries that were recorded before a moment, of a customer or of all."""

    before: datetime
    customer: UUID | None = None

    def rows(self, count: Count, start: datetime | None, end: datetime | None) -> Sql:
        """Rows of what occurred from `start` up to `end`; None is open.

        The same keys may come more than once; `count` may give way to one that is finer. One
        customer is counted from the entries, which an index finds.
        """
        if self.customer:
            return self.straight(count, start, end)
        return united(list(self._parts(count, start, end)))

    def _parts(self, count: Count, start: datetime | None, end: datetime | None) -> Iterator[Sql]:
        unit = count.unit
        assert unit
        first = None if start is None else unit.ceil(start)
        last = None if end is None else unit.floor(end)
        if first is not None and last is not None and first > last:
            yield from self._left(count, start, end)
            return
        yield table_rows(count, first, last)
        if start is not None and first is not None and unit.start(first) != start:
            yield from self._left(count, start, unit.start(first))
        if end is not None and last is not None and unit.start(last) != end:
            yield from self._left(count, unit.start(last), end)

    def _left(self, count: Count, start: datetime | None, end: datetime | None) -> Iterator[Sql]:
        """Within one unit."""
        if count.finer:
            yield from self._parts(count.finer, start, end)
        else:
            yield self.straight(count, start, end)

    def straight(self, count: Count, start: datetime | None, end: datetime | None) -> Sql:
        """The same rows, all from the entries: one look at each of the period."""
        where = self.entries(start, end)
        return Sql(count.from_entries(where.text), where.values)

    def entries(self, start: datetime | None, end: datetime | None) -> Sql:
        """The condition that entries `e` are counted, and occurred in the period."""
        conditions = ["e.recorded_at < %s"]
        values: list[Any] = [adapted(self.before)]
        if self.customer:
            conditions.append("e.customer_id = %s")
            values.append(_key(self.customer))
        if start is not None:
            conditions.append("e.id >= %s")
            values.append(_key(floor_key(start)))
        if end is not None:
            conditions.append("e.id < %s")
            values.append(_key(floor_key(end)))
        return Sql(" AND ".join(conditions), values)


def table_rows(count: Count, first: int | None, last: int | None) -> Sql:
    """Rows as they are counted, from one unit up to another."""
    assert count.unit
    conditions, values = ["1 = 1"], []
    if first is not None:
        conditions.append(f"{count.unit.name} >= %s")
        values.append(first)
    if last is not None:
        conditions.append(f"{count.unit.name} < %s")
        values.append(last)
    where = " AND ".join(conditions)
    return Sql(f"SELECT {', '.join(count.columns)} FROM {count.table} WHERE {where}", values)


def adapted(moment: datetime) -> Any:
    """A moment as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)


def _key(key: UUID) -> Any:
    return key if connection.features.has_native_uuid_field else key.hex


def moment_of(value: datetime | str) -> datetime:
    """A moment as the database gives it to who asks in SQL: SQLite leaves out that it is UTC."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
