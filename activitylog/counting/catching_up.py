"""Brings the counts up to what is recorded: a few entries after the other, each once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count, Max, Sum

from activitylog.clock import settled_before
from activitylog.counting.adding import add
from activitylog.counting.definitions import COUNTS, NAMES
from activitylog.counting.rows import adapted
from activitylog.counting.state import counted_before, look
from activitylog.models import ActivityEntry, CountedQuarter, CountState
from activitylog.services.alone import alone
from portal.busy import impatient
from portal.read_only import unless_read_only

if TYPE_CHECKING:
    from activitylog.querysets import ActivityEntryQuerySet

_LOCK = "count-activity"
CHUNK = 5_000
"""So many entries are added in a transaction, and those recorded in the same moment as the last."""

_TICK = timedelta(microseconds=1)
_PAUSE = 0.1


class SomebodyElseCounts(Exception):
    """There is one who counts at a time."""


def bring_up_to_date(*, seconds: float) -> None:
    """Count what is not counted yet, for about so long.

    Where somebody else is counting, or writing all the while, it is left to them; where the
    database may only be read, the counts stay as they are.
    """
    if not look().is_waiting:
        return
    until = time.monotonic() + seconds
    with suppress(SomebodyElseCounts), unless_read_only(), impatient():
        for _entries in count_entries():
            if time.monotonic() >= until:
                return


def count_entries(*, anew: bool = False, patience: float = 0) -> Iterator[int]:
    """Count what is not counted yet, chunk by chunk; yield how many entries each had.

    `anew` takes all counts away first. Raise SomebodyElseCounts where that is so for as many
    seconds as there is patience. Only in autocommit: see settled_before().
    """
    with counting_alone(patience):
        if anew:
            _empty()
        while entries := _count_chunk():
            yield entries
            if entries < CHUNK:
                return


@contextmanager
def counting_alone(patience: float) -> Iterator[None]:
    """Nobody else counts within the block. Raise SomebodyElseCounts where one does for so many
    seconds."""
    until = time.monotonic() + patience
    while True:
        with alone(_LOCK) as is_alone:
            if is_alone:
                yield
                return
        if time.monotonic() >= until:
            raise SomebodyElseCounts
        time.sleep(_PAUSE)


def misses_entries() -> bool:
    """Whether entries have come that were recorded before what is counted: made-up ones are."""
    recorded = ActivityEntry.objects.filter(recorded_at__lt=counted_before()).count()
    counted = CountedQuarter.objects.aggregate(entries=Sum("entries"))["entries"] or 0
    return bool(recorded != counted)


@transaction.atomic
def _empty() -> None:
    with connection.cursor() as cursor:
        for table in (*(count.table for count in COUNTS), NAMES, CountState._meta.db_table):
            cursor.execute(f"DELETE FROM {table}")


def _count_chunk() -> int:
    settled = settled_before()
    with transaction.atomic():
        start = counted_before()
        waiting = ActivityEntry.objects.filter(recorded_at__gte=start, recorded_at__lt=settled)
        end, entries = _chunk(waiting)
        if end is None:
            return 0
        add(adapted(start), adapted(end))
        _keep(end)
        return entries


def _keep(end: datetime) -> None:
    CountState.objects.bulk_create(
        [CountState(pk=CountState.ONLY, counted_before=end)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["counted_before"],
    )


def _chunk(waiting: ActivityEntryQuerySet) -> tuple[datetime | None, int]:
    """The moment right behind the last entry of a chunk, None where none is waiting; and how many
    entries it has.

    Not as far as the log is settled: entries that come along from another database, recorded
    there, are counted too as long as nothing was recorded here before.
    """
    first = waiting.order_by("recorded_at").values("recorded_at")[:CHUNK]
    found = first.aggregate(last=Max("recorded_at"), entries=Count("recorded_at"))
    last, entries = found["last"], found["entries"]
    if last is None:
        return None, 0
    if entries == CHUNK:
        entries = waiting.filter(recorded_at__lte=last).count()
    return last + _TICK, entries
