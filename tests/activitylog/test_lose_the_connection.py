"""A pull whose database goes away is told that, and not what follows from it."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection

from activitylog.services.alone import alone

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connections"),
]


def test_the_first_error_is_told() -> None:
    try:
        with (
            pytest.raises(OperationalError, match="terminating connection"),
            alone("a pull"),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    finally:
        connection.close()
    with alone("a pull") as got:
        assert got
