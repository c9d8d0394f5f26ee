"""Whether the counts are what counting all entries again would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from activitylog.counting.definitions import COUNTS, PAIRS, Count
from activitylog.counting.rows import Counted, Sql, fetch, table_rows
from activitylog.counting.state import counted_before
from activitylog.counting.units import SPAN
from activitylog.keys import floor_key, moment_of
from activitylog.models import ActivityEntry, CountedName


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the entries say; None where there is none, or there are no entries."""

    count: Count
    key: tuple[Any, ...]
    counted: tuple[Any, ...] | None
    recounted: tuple[Any, ...] | None

    def __str__(self) -> str:
        return (
            f"{self.count.model._meta.verbose_name} {_described(self.count, self.key)}: counted "
            f"{_told(self.count, self.counted)}, in the log {_told(self.count, self.recounted)}"
        )


def check() -> Iterator[tuple[int, list[Difference]]]:
    """Compare, span by span; yield how many entries were counted again, and what differs.

    The caller sees to it that nobody counts meanwhile.
    """
    counted = Counted(counted_before())
    span = _next_span(0)
    while span is not None:
        yield _check_span(counted, SPAN.start(span), SPAN.start(span + 1))
        span = _next_span(span + 1)
    kept = Sql(f"SELECT {', '.join(PAIRS.columns)} FROM {PAIRS.table}", [])
    yield 0, _differences(PAIRS, kept, counted.straight(PAIRS, None, None))


def _check_span(counted: Counted, start: datetime, end: datetime) -> tuple[int, list[Difference]]:
    found: list[Difference] = []
    for count in COUNTS:
        if unit := count.unit:
            kept = table_rows(count, unit.floor(start), unit.floor(end))
            found += _differences(count, kept, counted.straight(count, start, end))
    entries = ActivityEntry.objects.since(start).before(end)
    return entries.filter(recorded_at__lt=counted.before).count(), found


def _differences(count: Count, kept: Sql, again: Sql) -> list[Difference]:
    only_kept, only_again = (_rows_but(count, *pair) for pair in ((kept, again), (again, kept)))
    return [
        Difference(count, key, only_kept.get(key), only_again.get(key))
        for key in sorted(only_kept.keys() | only_again.keys(), key=str)
    ]


def _rows_but(count: Count, rows: Sql, but: Sql) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """By key, the sums of those rows that are not among the others."""
    names, keys = ", ".join(count.columns), len(count.keys)
    statement = f"SELECT {names} FROM ({rows.text}) a EXCEPT SELECT {names} FROM ({but.text}) b"
    found = fetch(Sql(statement, [*rows.values, *but.values]))
    return {tuple(row[:keys]): tuple(row[keys:]) for row in found}


def _next_span(span: int) -> int | None:
    """The first span from this one on of which there is an entry or a count."""
    start = SPAN.start(span)
    spans = [SPAN.floor(moment_of(key)) for key in _first_key(start)]
    for count in COUNTS:
        if unit := count.unit:
            rows = table_rows(count, unit.floor(start), None)
            ((first,),) = fetch(Sql(f"SELECT min({unit.name}) FROM ({rows.text}) r", rows.values))
            spans += [] if first is None else [SPAN.floor(unit.start(first))]
    return min(spans, default=None)


def _first_key(start: datetime) -> Any:
    return (
        ActivityEntry.objects.filter(id__gte=floor_key(start))
        .order_by("id")
        .values_list("id", flat=True)[:1]
    )


def _described(count: Count, key: tuple[Any, ...]) -> str:
    parts = dict(zip(count.keys, key, strict=True))
    if unit := count.unit:
        parts[unit.name] = f"{unit.start(parts[unit.name]):%Y-%m-%d %H:%M}"
    texts = CountedName.objects.in_bulk([parts[name] for name in count.names])
    for name in count.names:
        parts[name] = str(texts.get(parts[name], parts[name]))
    return ", ".join(map(str, parts.values()))


def _told(count: Count, sums: tuple[Any, ...] | None) -> str:
    if sums is None:
        return "nothing"
    return ", ".join(f"{value} {name}" for name, value in zip(count.sums, sums, strict=True))
