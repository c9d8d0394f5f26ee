"""One look at the database, however many statements it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """What the block reads was there at one moment. It writes nothing, and nobody waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with _as_a_reader():
            yield


@contextmanager
def _as_a_reader() -> Iterator[None]:
    """SQLite begins a transaction as a writer, unless told otherwise: it would keep others out."""
    # Of SQLite only, which Django's types do not know.
    database: Any = connection
    mode, database.transaction_mode = database.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            database.transaction_mode = mode
            yield
    finally:
        database.transaction_mode = mode
