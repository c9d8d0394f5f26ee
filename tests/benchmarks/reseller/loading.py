from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

AT_ONCE = 10_000
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def load(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows with a value for each column of the model, in its order, the fastest way there is."""
    into = copied if connection.vendor == "postgresql" else inserted
    with transaction.atomic():
        into(model, rows)


def values_of(row: models.Model) -> tuple[Any, ...]:
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)


def copied(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        # Typed for Django's own methods only; psycopg's lie beneath.
        reach: Any = cursor
        with reach.copy(f"COPY {_into(model)} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def inserted(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    keepers = [_kept(field) for field in model._meta.concrete_fields]
    statement = f"INSERT INTO {_into(model)} VALUES ({', '.join(['%s'] * len(keepers))})"
    found = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(found, AT_ONCE)):
            values = [[keep(v) for keep, v in zip(keepers, row, strict=True)] for row in some]
            cursor.executemany(statement, values)


def _into(model: type[models.Model]) -> str:
    columns = ", ".join(str(field.column) for field in model._meta.concrete_fields)
    return f"{model._meta.db_table} ({columns})"


def _kept(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, AS_THEY_ARE):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)
