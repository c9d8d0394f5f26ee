"""Adds entries to the counts: those recorded from one moment up to another."""

from __future__ import annotations

from typing import Any

from django.db import connection

from activitylog.counting.definitions import COUNTS, ENTRIES, NAMED, NAMES, Count

_RECORDED = "e.recorded_at >= %s AND e.recorded_at < %s"


def add(start: Any, end: Any) -> None:
    """In the current transaction; moments as the database keeps them."""
    with connection.cursor() as cursor:
        for kind, text in NAMED:
            cursor.execute(_names(kind, text), [start, end])
        for count in COUNTS:
            cursor.execute(_counts(count), [start, end])


def _names(kind: str, text: str) -> str:
    # What is there is left out beforehand: a conflict would use up a number each time.
    return (
        f"INSERT INTO {NAMES} (kind, text) SELECT kind, text FROM ("
        f"SELECT DISTINCT {kind} AS kind, {text} AS text FROM {ENTRIES} e WHERE {_RECORDED}) g "
        f"WHERE NOT EXISTS (SELECT 1 FROM {NAMES} n WHERE n.kind = g.kind AND n.text = g.text)"
    )


def _counts(count: Count) -> str:
    merged = ", ".join(
        f"{name} = {each.merged.format(old=f'{count.table}.{name}', new=f'excluded.{name}')}"
        for name, each in count.sums.items()
    )
    # Without a condition SQLite would take ON for that of a join.
    return (
        f"INSERT INTO {count.table} ({', '.join(count.columns)}) "
        f"SELECT * FROM ({count.from_entries(_RECORDED)}) s WHERE 1 = 1 "
        f"ON CONFLICT ({', '.join(count.keys)}) DO UPDATE SET {merged}"
    )
