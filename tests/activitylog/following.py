"""Many who record at once, some of them slowly, and one who follows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from threading import Event
from uuid import UUID

from django.db import connection, transaction

from activitylog.counting.catching_up import counting_alone
from activitylog.feed import Place, read_feed
from activitylog.models import ActivityEntry
from activitylog.services import record_activity

MOMENT = 0.002
# SQLite lets whoever asks first write, not whoever waits longest: without pauses somebody might
# wait too long.
PAUSE = {"sqlite": 0.5, "postgresql": 0}
LONGEST = 0.1
LIMIT = 100


@dataclass(frozen=True)
class Followed:
    """When each entry was committed, and when it was delivered, in the order of the feed."""

    committed: dict[UUID, float]
    delivered: list[tuple[UUID, float]]


def note(action: str) -> ActivityEntry:
    return record_activity(action, actor=None, application="Test", resource_type="test")


@contextmanager
def meanwhile(action: str, by: Callable[[str], object] = note) -> Iterator[None]:
    """Somebody else has recorded this, and commits it when the block ends."""
    recorded, may_commit = Event(), Event()

    def run() -> None:
        try:
            with transaction.atomic():
                by(action)
                recorded.set()
                may_commit.wait(20)
        finally:
            recorded.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        recorded.wait(20)
        try:
            yield
        finally:
            may_commit.set()
            running.result()


@contextmanager
def somebody_else_counts() -> Iterator[None]:
    begun, may_end = Event(), Event()

    def run() -> None:
        try:
            with counting_alone(0):
                begun.set()
                may_end.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        begun.wait(20)
        try:
            yield
        finally:
            may_end.set()
            running.result()


def follow(*, writers: int, seconds: float, after: Place | None = None) -> Followed:
    ended = Event()
    with ThreadPoolExecutor(writers + 1) as pool:
        poller = pool.submit(_poll, ended, after)
        until = time.monotonic() + seconds
        writing = [pool.submit(_write, number, until) for number in range(writers)]
        try:
            committed = {key: at for each in writing for key, at in each.result().items()}
        finally:
            ended.set()
        return Followed(committed, poller.result())


def _write(number: int, until: float) -> dict[UUID, float]:
    chance = Random(number)
    committed: dict[UUID, float] = {}
    try:
        while time.monotonic() < until:
            with transaction.atomic():
                keys = [_record(number) for _entry in range(chance.randint(1, 3))]
                # Every fifth one takes its time; whoever began later commits before it.
                time.sleep(chance.random() * (LONGEST if chance.random() < 0.2 else MOMENT))
            committed |= dict.fromkeys(keys, time.monotonic())
            time.sleep(chance.random() * PAUSE[connection.vendor])
    finally:
        connection.close()
    return committed


def _record(number: int) -> UUID:
    entry = record_activity(
        "poll", actor=None, application=f"Writer {number}", resource_type="test"
    )
    return entry.pk


def _poll(ended: Event, place: Place | None) -> list[tuple[UUID, float]]:
    delivered: list[tuple[UUID, float]] = []
    try:
        last = False
        while not last:
            # Asked before the page is read: what is committed by then must be on it.
            last = ended.is_set()
            page = read_feed(ActivityEntry.objects.all(), after=place, limit=LIMIT)
            delivered += [(entry.pk, time.monotonic()) for entry in page.rows]
            last, place = last and not page.rows, page.place
            time.sleep(0 if len(page.rows) == LIMIT else MOMENT)
    finally:
        connection.close()
    return delivered
