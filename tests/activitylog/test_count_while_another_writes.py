"""Every entry is counted once, whoever writes, counts or is killed meanwhile."""

from __future__ import annotations

import errno
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import connection

from activitylog.counting import catching_up
from activitylog.counting.catching_up import (
    SomebodyElseCounts,
    bring_up_to_date,
    count_entries,
    counting_alone,
)
from activitylog.counting.checking import check
from activitylog.counting.reading import CountedLog, counted_log
from activitylog.counting.shapes import Compared, Tally
from activitylog.keys import EARLIEST, LATEST
from activitylog.models import ActivityEntry, CountState
from tests.activitylog.following import follow, meanwhile, note, somebody_else_counts
from tests.activitylog.log import fill, record, take
from tests.command_line import address_of, start

pytestmark = pytest.mark.django_db(transaction=True)
AGES = 60.0


def counted(seconds: float = AGES) -> int:
    with counted_log(seconds=seconds) as log:
        return total(log)


def total(log: CountedLog) -> int:
    (tally,) = log.per_bucket([EARLIEST, LATEST])
    return tally.entries


def differences() -> list[str]:
    return [str(difference) for _entries, found in check() for difference in found]


def test_what_is_recorded_later_is_added_whenever_it_happened() -> None:
    note("today")
    assert counted() == 1
    take(record(occurred_at=datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)))
    assert counted() == 2
    assert differences() == []


def test_a_transaction_that_is_still_open_is_counted_when_it_has_ended() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nobody counts meanwhile")
    note("before")
    with meanwhile("early, but slow"), ThreadPoolExecutor(1) as pool:
        pool.submit(_note_elsewhere, "later, but fast").result()
        # Recorded later than the open one began, it waits for that.
        assert counted() == 1
    assert counted() == 3
    assert differences() == []


def _note_elsewhere(action: str) -> None:
    try:
        note(action)
    finally:
        connection.close()


def test_readers_do_not_wait_for_a_writer() -> None:
    fill(3)
    with meanwhile("slowly"):
        start = time.monotonic()
        before = counted()
        assert time.monotonic() - start < 2
    # On SQLite nobody could write the counts; on PostgreSQL one does not hinder the other.
    assert before == {"sqlite": 0, "postgresql": 3}[connection.vendor]
    assert counted() == 4


def test_where_nobody_may_write_readers_read_what_is_counted() -> None:
    fill(2)
    assert counted() == 2
    note("later")
    with read_only(), counted_log() as log:
        assert total(log) == 2
        assert log.state.behind == 1
    assert counted() == 3


def test_where_no_lock_can_be_made_readers_read_what_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its locks itself")
    note("on a disk that is protected")

    def refuse(path: Path, *_mode: str) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    with monkeypatch.context() as protected:
        protected.setattr(Path, "open", refuse)
        assert counted() == 0
    assert counted() == 1


@contextmanager
def read_only() -> Iterator[None]:
    """The database refuses to write anything."""
    switch = {
        "sqlite": "PRAGMA query_only = {}",
        "postgresql": "SET default_transaction_read_only = {}",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(switch.format("on"))
        try:
            yield
        finally:
            cursor.execute(switch.format("off"))


def test_readers_read_what_is_counted_while_somebody_else_counts() -> None:
    fill(2)
    assert counted() == 2
    note("later")
    with somebody_else_counts(), counted_log() as log:
        assert total(log) == 2
        assert log.state.behind == 1
        assert log.state.as_of == CountState.objects.get().counted_before
    with counted_log() as log:
        assert log.state.behind == 0
        assert total(log) == 3
        assert log.state.as_of > ActivityEntry.objects.latest("recorded_at").recorded_at


def test_numbers_of_one_reader_agree_whoever_counts_meanwhile() -> None:
    fill(20, each=timedelta(hours=5))
    end = datetime.now(UTC)
    with counted_log() as log, ThreadPoolExecutor(1) as pool:
        before = total(log)
        pool.submit(_count_more).result()
        assert total(log) == before
        # Also what is read from the entries.
        (actions,) = log.compared_actions(EARLIEST, end - timedelta(days=2, minutes=1), end)
        assert actions == Compared("create_order", Tally(10, 0), Tally(10, 0))
        assert log.state.behind == 0
    assert counted() == 30


def _count_more() -> None:
    try:
        take(*(record(external_id=str(number)) for number in range(10)))
        list(count_entries())
    finally:
        connection.close()


def test_two_who_count_at_once_count_everything_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "CHUNK", 50)
    for number in range(20):
        fill(30, partner_user=f"user-{number}")

    def run() -> None:
        try:
            for _time in range(10):
                bring_up_to_date(seconds=0)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for running in [pool.submit(run) for _who in range(3)]:
            running.result()
    assert counted() == 600
    assert differences() == []


def test_who_counts_all_waits_no_longer_than_told() -> None:
    note("one")
    with somebody_else_counts(), pytest.raises(SomebodyElseCounts):
        list(count_entries(patience=0.2))
    assert list(count_entries(patience=0.2)) == [1]


def test_what_was_recorded_in_one_moment_is_counted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catching_up, "CHUNK", 10)
    now = datetime.now(UTC)
    batches = {0: 7, 1: 25, 2: 1, 3: 12}
    for batch, size in batches.items():
        moment = now - timedelta(minutes=4 - batch)
        take(
            *(record(external_id=f"{batch}-{number}") for number in range(size)),
            recorded_at=lambda _record, moment=moment: moment,
        )
    assert list(count_entries()) == [32, 13]
    assert counted() == 45
    assert differences() == []


def test_a_chunk_that_breaks_is_not_counted_at_all() -> None:
    fill(5)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE activitylog_countedpair RENAME TO put_away")
    try:
        with pytest.raises(Exception, match="activitylog_countedpair"):
            list(count_entries())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE put_away RENAME TO activitylog_countedpair")
    assert not CountState.objects.exists()
    assert counted(seconds=0) == 5
    assert differences() == []


def test_who_is_killed_while_counting_is_gone_on_for() -> None:
    for number in range(6):
        fill(900, partner_user=f"user-{number}")
    database = address_of(connection.settings_dict)
    with start("count_activity", "--rebuild", DATABASE_URL=database) as process:
        _wait_until_begun()
        process.send_signal(signal.SIGKILL)
    assert differences() == []
    # The database may take a moment to notice that the one who held the lock is gone.
    list(count_entries(patience=20))
    assert counted() == ActivityEntry.objects.count()
    assert differences() == []


def _wait_until_begun() -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with counting_alone(0):
                time.sleep(0.002)
        except SomebodyElseCounts:
            return
    pytest.fail("it does not begin")


@pytest.mark.slow
def test_nothing_is_left_out_or_counted_twice_while_many_write() -> None:
    ended = Event()

    def count() -> None:
        try:
            while not ended.is_set():
                bring_up_to_date(seconds=0.1)
                time.sleep(0.005)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counting = [pool.submit(count) for _who in range(2)]
        try:
            followed = follow(writers=6, seconds=2)
        finally:
            ended.set()
        for each in counting:
            each.result()
    assert counted() == len(followed.committed) > 20
    assert differences() == []
