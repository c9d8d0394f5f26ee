"""How many entries there are between one moment and the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from activitylog.counting.definitions import QUARTERS
from activitylog.counting.rows import Counted, Sql, fetch
from activitylog.counting.shapes import Tally
from activitylog.counting.units import QUARTER


def per_bucket(counted: Counted, bounds: Sequence[datetime]) -> list[Tally]:
    if len(bounds) < 2:
        return []
    tallies = [Tally(0, 0)] * (len(bounds) - 1)
    for place, entries, failed in _whole(counted, bounds):
        tallies[place] = Tally(int(entries), int(failed))
    for place, start, end in _left(bounds):
        left = _total(counted, start, end)
        before = tallies[place]
        tallies[place] = Tally(before.entries + left.entries, before.failed + left.failed)
    return tallies


def _whole(counted: Counted, bounds: Sequence[datetime]) -> list[tuple[int, int, int]]:
    """What is in whole quarters of an hour, which each bucket has of its own."""
    buckets = [
        (place, QUARTER.ceil(start), QUARTER.floor(end))
        for place, (start, end) in enumerate(pairwise(bounds))
    ]
    first, last = QUARTER.ceil(bounds[0]), QUARTER.floor(bounds[-1])
    if first >= last:
        return []
    # Buckets narrow the table themselves; a second range would keep SQLite from an index of theirs.
    period = (QUARTER.start(first), QUARTER.start(last)) if counted.customer else (None, None)
    rows = counted.rows(QUARTERS, *period)
    places = ", ".join(str(bucket) for bucket in buckets)
    return fetch(
        Sql(
            f"WITH bucket (place, first, after) AS (VALUES {places}) "
            "SELECT place, sum(entries), sum(failed) "
            f"FROM bucket JOIN ({rows.text}) r ON r.quarter >= first AND r.quarter < after "
            "GROUP BY place",
            rows.values,
        )
    )


def _left(bounds: Sequence[datetime]) -> Iterator[tuple[int, datetime, datetime]]:
    """What is left of each bucket: nothing where zones are as they are today."""
    for place, (start, end) in enumerate(pairwise(bounds)):
        first = min(QUARTER.start(QUARTER.ceil(start)), end)
        last = max(QUARTER.start(QUARTER.floor(end)), first)
        if start < first:
            yield place, start, first
        if last < end:
            yield place, last, end


def _total(counted: Counted, start: datetime, end: datetime) -> Tally:
    rows = counted.rows(QUARTERS, start, end)
    ((entries, failed),) = fetch(
        Sql(f"SELECT sum(entries), sum(failed) FROM ({rows.text}) r", rows.values)
    )
    return Tally(int(entries or 0), int(failed or 0))
