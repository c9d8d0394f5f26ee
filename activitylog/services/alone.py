"""Locks that end with the process that holds them, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether the block is the only one of this name, on all servers that share the database.

    PostgreSQL gives the lock back when the connection is gone, the kernel when the file is
    closed: nothing is left of a process that was killed. SQLite's file is on one machine, and so
    is the lock beside it.
    """
    with (
        _lock_of_database(name) if connection.vendor == "postgresql" else _lock_of_file(name) as got
    ):
        yield got


@contextmanager
def _lock_of_database(name: str) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        (got,) = cursor.fetchone()
    try:
        yield got
    finally:
        # A connection that is lost has given the lock back, and what lost it is the error to tell.
        if got:
            with suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


@contextmanager
def _lock_of_file(name: str) -> Iterator[bool]:
    # The file stays: were it removed, one could lock the old one and another a new one.
    with Path(f"{connection.settings_dict['NAME']}.{name}.lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
