"""The statements that insert rows: one for a few, and PostgreSQL's bulk load for many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from activitylog.models import ActivityEntry
from activitylog.services.rows import COLUMNS, CUSTOMER, ID, OCCURRED_AT, Row

# A statement takes only so many parameters, and is no faster with more.
FEW = 50

_TABLE = f'"{ActivityEntry._meta.db_table}"'
_NAMES = ", ".join(COLUMNS)
_INTO = f"INTO {_TABLE} ({_NAMES})"
_ROW = f"({', '.join(['%s'] * len(COLUMNS))})"
# What stands, stays. SQLite takes the same clause, but then keeps a copy of each page for the case
# that a statement fails half way, which doubles the time; OR IGNORE never fails.
_STATEMENTS = {
    "sqlite": f"INSERT OR IGNORE {_INTO} {{}} RETURNING id",
    "postgresql": f"INSERT {_INTO} {{}} ON CONFLICT DO NOTHING RETURNING id",
}


def insert(rows: Sequence[Row]) -> list[UUID | str]:
    """Insert rows, and return the keys of those that were not there."""
    if connection.vendor == "postgresql":
        rows = [_in_utc(row) for row in rows]
        if len(rows) > FEW:
            return _load(rows)
    if connection.vendor == "sqlite" and len(rows) > FEW:
        _make_room()
    starts = range(0, len(rows), FEW)
    return [key for start in starts for key in _insert(rows[start : start + FEW])]


def _make_room() -> None:
    """Many rows change more pages of the indexes than SQLite holds in its 2 MB, and than it lets
    gather before it carries them over to the database: each would be written several times."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size = -32000")
        cursor.execute("PRAGMA wal_autocheckpoint = 8000")


def _insert(rows: Sequence[Row]) -> Iterator[UUID | str]:
    if connection.vendor == "sqlite":
        rows = [_for_sqlite(row) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENTS[connection.vendor].format(f"VALUES {', '.join([_ROW] * len(rows))}"),
            [value for row in rows for value in row],
        )
        yield from (key for (key,) in cursor.fetchall())


def _for_sqlite(row: Row) -> Row:
    """Keys and moments as Django keeps them there: as text."""
    customer: UUID | None = row[CUSTOMER]
    return (
        row[ID].hex,
        _utc(row[OCCURRED_AT]),
        customer and customer.hex,
        *row[CUSTOMER + 1 : -1],
        _utc(row[-1]),
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(" ").removesuffix("+00:00")


def _in_utc(row: Row) -> Row:
    """PostgreSQL refuses offsets of 16 hours and more, which JSON and Python allow."""
    moment: datetime = row[OCCURRED_AT]
    if moment.tzinfo is UTC:
        return row
    return (*row[:OCCURRED_AT], moment.astimezone(UTC), *row[OCCURRED_AT + 1 :])


def _load(rows: Sequence[Row]) -> list[UUID | str]:
    """By way of a table of this transaction's own, since COPY itself refuses what stands."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming_entries (LIKE {_TABLE})")
        # psycopg's own method, which Django's types do not know.
        copying: Any = cursor
        with copying.copy(f"COPY incoming_entries ({_NAMES}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(_STATEMENTS["postgresql"].format(f"SELECT {_NAMES} FROM incoming_entries"))
        added = [key for (key,) in cursor.fetchall()]
        cursor.execute("DROP TABLE incoming_entries")
    return added
