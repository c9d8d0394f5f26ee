from __future__ import annotations

import os
import tracemalloc
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activitylog.models import ActivityEntry
from tests.activitylog.log import (
    EVERYTHING,
    MARCH,
    export,
    fill,
    get,
    record,
    rows_of,
    take,
)

SLOW = os.environ.get("SLOW") == "1"


def test_it_keeps_the_order_of_the_list_over_batches(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 7)
    take(
        *(
            record(occurred_at=MARCH + timedelta(microseconds=n % 5), external_id=str(n))
            for n in range(50)
        )
    )
    expected = [str(key) for key in ActivityEntry.objects.values_list("pk", flat=True)]
    keys = [row["Entry ID"] for row in rows_of(export(as_alice))]
    assert keys == expected
    assert len(keys) == 50


def test_it_asks_for_each_batch_by_key(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 10)
    fill(35)
    with CaptureQueriesContext(connection) as captured:
        assert len(rows_of(export(as_alice))) == 35
    reading = [q["sql"] for q in captured if 'FROM "activitylog_activityentry"' in q["sql"]]
    assert len(reading) == 4
    assert not [sql for sql in reading if "OFFSET" in sql or "old_value" in sql]


def test_it_breaks_off_where_the_database_fails(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 10)
    fill(25)
    stream = iter(get(as_alice, EVERYTHING, "export/"))
    assert [next(stream) for _header_and_batch in range(2)]
    with connection.execute_wrapper(_fail), pytest.raises(DatabaseError):
        list(stream)


def _fail(*_args: Any) -> None:
    raise DatabaseError


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_it_keeps_memory_flat(as_alice: Client, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 500)
    count = 200_000 if SLOW else 20_000
    entry = {"recorded_at": MARCH, "occurred_at": MARCH, "details": f'"{"x" * 500}"'}
    ActivityEntry.objects.bulk_create(
        (ActivityEntry(id=UUID(int=7 << 76 | number), **entry) for number in range(count)),
        batch_size=1_000,
    )
    tracemalloc.start()
    stream = get(as_alice, EVERYTHING | {"format": kind}, "export/")
    size = sum(map(len, stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > count * 500
    assert peak < 5_000_000
