"""Adds what sources read from files, batch by batch, and tells what became of each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import transaction

from activitylog.services.batch import Batch, MadeUpTime
from activitylog.services.outcomes import Outcome, Result

if TYPE_CHECKING:
    from uuid import UUID

    from portal.plugins import Reading

# A batch is one transaction: large enough to be fast and to hold all that one request may send,
# small enough to keep memory flat.
BATCH_RECORDS = 1000
BATCH_BYTES = 12_000_000


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
    for records in _batches(readings):
        batch = Batch(records, source)
        if dry_run:
            outcomes = batch.look_through(seen)
            seen.update(o.entry_id for o in outcomes if o.entry_id and o.result == Result.ADDED)
        else:
            with transaction.atomic():
                outcomes = batch.write(recorded_at)
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
