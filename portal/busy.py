"""SQLite has one writer at a time: whether it was somebody else, and how not to wait for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

_PATIENCE_MS = 20
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PRIMARY = 0xFF
"""The part of an extended result code that says what kind it is."""


def is_busy(error: Exception) -> bool:
    """Whether a write has failed only because somebody else was writing all the while."""
    return isinstance(error, OperationalError) and sqlite_code(error) in _LOCKED


def sqlite_code(error: Exception) -> int:
    """What kind of error SQLite says that it is; 0 where it says nothing."""
    # Python's own errors, such as of text that is no UTF-8, have no code.
    code: int = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & _PRIMARY


@contextmanager
def impatient() -> Iterator[None]:
    """The block writes what can be left out: where it would have to wait for a long import, it
    ends there and nothing is raised."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        try:
            yield
        except OperationalError as error:
            if not is_busy(error):
                raise
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
