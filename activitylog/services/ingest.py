"""Adds what sources read from files, batch by batch, and tells what became of each record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from activitylog import clock
from activitylog.models import ActivityEntry
from activitylog.services.incoming import differing_field, entry_of, fits_its_key
from activitylog.services.limits import InvalidEntry
from activitylog.services.write import write_entries
from portal.plugins import Reading, Record, Refusal, customer_resolvers

# A batch is one transaction: large enough to be fast, small enough to keep memory flat.
BATCH_RECORDS = 1000
BATCH_BYTES = 8_000_000

MadeUpTime = Callable[[Record], datetime]


class Result(StrEnum):
    """What became of a record."""

    ADDED = "added"
    KNOWN = "known"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record; for a conflict or refusal, the field and why."""

    reading: Reading
    result: Result
    entry_id: UUID | None = None
    field: str = ""
    reason: str = ""


def ingest(
    readings: Iterable[Reading],
    *,
    source: str,
    dry_run: bool = False,
    recorded_at: MadeUpTime | None = None,
) -> Iterator[Outcome]:
    """Add what a source tells, batch by batch; yield what became of each record, in order.

    The same record again is known and adds nothing. The same key with other content is a
    conflict and changes nothing. A refused record never stops the others. A dry run writes
    nothing and yields what would become of each. `recorded_at` is for made-up histories only;
    what is real is stamped by the database's clock.
    """
    seen: set[UUID] = set()
    for batch in _batches(readings):
        with transaction.atomic():
            outcomes = list(_Batch(batch, source, seen, recorded_at).run(dry_run=dry_run))
        if dry_run:
            seen.update(o.entry_id for o in outcomes if o.entry_id and o.result == Result.ADDED)
        yield from outcomes


def _batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    batch: list[Reading] = []
    size = 0
    for reading in readings:
        batch.append(reading)
        size += len(reading.raw)
        if len(batch) == BATCH_RECORDS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Batch:
    """The records of one transaction."""

    def __init__(
        self,
        readings: list[Reading],
        source: str,
        seen: set[UUID],
        recorded_at: MadeUpTime | None,
    ) -> None:
        self.seen = seen
        self.readings = readings
        self.recorded_at = recorded_at
        self.made_up: set[UUID] = set()
        self.invalid: dict[int, Refusal] = {}
        self.entries: dict[int, ActivityEntry] = {}
        for place, reading in enumerate(readings):
            self._read(place, reading, source)

    def _read(self, place: int, reading: Reading, source: str) -> None:
        if isinstance(reading.content, Refusal):
            self.invalid[place] = reading.content
            return
        try:
            entry = entry_of(reading.content, source)
        except InvalidEntry as error:
            self.invalid[place] = Refusal(error.field, error.reason)
            return
        if self.recorded_at:
            entry.recorded_at = self.recorded_at(reading.content)
            self.made_up.add(entry.id)
        self.entries[place] = entry

    def run(self, *, dry_run: bool) -> Iterator[Outcome]:
        stored = self._stored(entry.id for entry in self.entries.values())
        new: dict[UUID, ActivityEntry] = {}
        for place, entry in self.entries.items():
            if entry.id in stored or entry.id in self.seen:
                continue
            if refusal := self._refusal(place, entry):
                self.invalid[place] = refusal
            else:
                new.setdefault(entry.id, entry)
        written = set(new) if dry_run else self._write(list(new.values()))
        # What another import wrote in the same moment is compared like any known entry.
        stored |= self._stored(set(new) - written)
        for place, reading in enumerate(self.readings):
            yield self._outcome(place, reading, new, stored, written)

    def _refusal(self, place: int, entry: ActivityEntry) -> Refusal | None:
        if not fits_its_key(entry):
            return Refusal("id", gettext("does not belong to this date and time"))
        return self._record(place).contradiction

    def _record(self, place: int) -> Record:
        record = self.readings[place].content
        assert isinstance(record, Record)
        return record

    def _stored(self, keys: Iterable[UUID]) -> dict[UUID, ActivityEntry]:
        return ActivityEntry.objects.in_bulk(list(keys))

    def _write(self, entries: list[ActivityEntry]) -> set[UUID]:
        if not entries:
            return set()
        customers = {e.customer_id: e.customer_name for e in reversed(entries) if e.customer_id}
        for resolver in customer_resolvers:
            resolver.resolve(customers)
        now = clock.recording().recorded_at
        for entry in entries:
            if entry.id not in self.made_up:
                entry.recorded_at = now
        return write_entries(entries)

    def _outcome(
        self,
        place: int,
        reading: Reading,
        new: dict[UUID, ActivityEntry],
        stored: dict[UUID, ActivityEntry],
        written: set[UUID],
    ) -> Outcome:
        if refusal := self.invalid.get(place):
            return Outcome(reading, Result.REFUSED, None, refusal.field, refusal.reason)
        entry = self.entries[place]
        if new.get(entry.id) is entry and entry.id in written:
            return Outcome(reading, Result.ADDED, entry.id)
        before = stored.get(entry.id) or new.get(entry.id)
        record = self._record(place)
        field = differing_field(before, entry, record) if before else ""
        if field:
            reason = gettext("differs from what is recorded")
            return Outcome(reading, Result.CONFLICT, entry.id, field, reason)
        if wrong := record.contradiction:
            return Outcome(reading, Result.CONFLICT, entry.id, wrong.field, wrong.reason)
        return Outcome(reading, Result.KNOWN, entry.id)
