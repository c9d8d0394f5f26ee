"""The records of one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext

from activitylog import clock
from activitylog.services.incoming import differing_field, fits_its_key, row_of
from activitylog.services.limits import InvalidEntry
from activitylog.services.outcomes import Outcome, Result
from activitylog.services.rows import CUSTOMER, CUSTOMER_NAME, ID, Row
from activitylog.services.stored import stored_keys, stored_rows
from activitylog.services.write import write_rows
from portal.plugins import Record, Refusal, customer_resolvers

if TYPE_CHECKING:
    from portal.plugins import Reading

MadeUpTime = Callable[[Record], datetime]


class Batch:
    """Records as they were read, and the rows they are to become, by their place."""

    def __init__(self, readings: list[Reading], source: str) -> None:
        self.readings = readings
        self.rows: dict[int, Row] = {}
        self.refusals: dict[int, Refusal] = {}
        for place, reading in enumerate(readings):
            content = reading.content
            if isinstance(content, Refusal):
                self.refusals[place] = content
                continue
            try:
                self.rows[place] = row_of(content, source)
            except InvalidEntry as error:
                self.refusals[place] = Refusal(error.field, error.reason)

    def look_through(self, seen: Collection[UUID]) -> list[Outcome]:
        """What would become of each; `seen` are keys that earlier batches would have added."""
        new = self._new(seen)
        return self._outcomes(new, new)

    def write(self, made_up: MadeUpTime | None) -> list[Outcome]:
        """Add what is new, in the current transaction, and tell what became of each."""
        new = self._new()
        return self._outcomes(new, self._written(new, made_up) if new else ())

    def _new(self, seen: Collection[UUID] = ()) -> dict[UUID, int]:
        """The keys to be added, and the place of the first record of each."""
        stored = stored_keys(row[ID] for row in self.rows.values())
        new: dict[UUID, int] = {}
        for place, row in list(self.rows.items()):
            key = row[ID]
            if (stored and key in stored) or (seen and key in seen):
                continue
            if new.setdefault(key, place) != place:
                continue
            if refusal := self._refusal(place):
                self.refusals[place] = refusal
                del self.rows[place], new[key]
        return new

    def _refusal(self, place: int) -> Refusal | None:
        record = self._record(place)
        if record.entry_id and not fits_its_key(self.rows[place]):
            return Refusal("id", gettext("does not belong to this date and time"))
        return record.contradiction

    def _record(self, place: int) -> Record:
        record = self.readings[place].content
        assert isinstance(record, Record)
        return record

    def _written(self, new: dict[UUID, int], made_up: MadeUpTime | None) -> list[UUID]:
        rows = [self.rows[place] for place in new.values()]
        # Where records name a customer differently, the first one counts.
        names = {row[CUSTOMER]: row[CUSTOMER_NAME] for row in reversed(rows) if row[CUSTOMER]}
        for resolver in customer_resolvers:
            resolver.resolve(names)
        now = clock.recording().recorded_at
        moments = [made_up(self._record(place)) if made_up else now for place in new.values()]
        return write_rows([(*row, moment) for row, moment in zip(rows, moments, strict=True)])

    def _outcomes(self, new: dict[UUID, int], written: Collection[UUID]) -> list[Outcome]:
        # Mostly all of them; and a UUID takes its time to be found.
        added = set(new.values() if len(written) == len(new) else (new[key] for key in written))
        repeated = {row[ID] for place, row in self.rows.items() if place not in added}
        # Among them what another import wrote in the same moment.
        stored = stored_rows(repeated) if repeated else {}
        outcomes = []
        for place, reading in enumerate(self.readings):
            if refusal := self.refusals.get(place):
                result = Outcome(reading, Result.REFUSED, None, refusal.field, refusal.reason)
            elif place in added:
                result = Outcome(reading, Result.ADDED, self.rows[place][ID])
            else:
                key = self.rows[place][ID]
                before = stored.get(key) or (self.rows[new[key]] if key in new else None)
                result = self._compared(place, before)
            outcomes.append(result)
        return outcomes

    def _compared(self, place: int, before: Row | None) -> Outcome:
        """Known or in conflict. What an earlier batch of a dry run has is not looked at again."""
        reading, record, row = self.readings[place], self._record(place), self.rows[place]
        field = differing_field(before, row, record) if before else ""
        if field:
            reason = gettext("differs from what is recorded")
            return Outcome(reading, Result.CONFLICT, row[ID], field, reason)
        if wrong := record.contradiction:
            return Outcome(reading, Result.CONFLICT, row[ID], wrong.field, wrong.reason)
        return Outcome(reading, Result.KNOWN, row[ID])
