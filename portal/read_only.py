"""Where the database may only be read: a standby, a copy that is looked into, a protected disk."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from portal.busy import sqlite_code

_POSTGRESQL = "25006"
"""read_only_sql_transaction"""
_FILES = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def unless_read_only() -> Iterator[None]:
    """The block writes what can be left out: where nobody may write, it ends there and nothing is
    raised."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        if not _is_read_only(error):
            raise


def _is_read_only(error: DatabaseError | OSError) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FILES
    state = getattr(error.__cause__, "sqlstate", "")
    return state == _POSTGRESQL or sqlite_code(error) == sqlite3.SQLITE_READONLY
