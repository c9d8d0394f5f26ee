from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import msgspec

from portal.plugins import Reading


class Result(StrEnum):
    """What became of a record."""

    ADDED = "added"
    KNOWN = "known"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What became of one record; for a conflict or refusal, the field and why."""

    reading: Reading
    result: Result
    entry_id: UUID | None = None
    field: str = ""
    reason: str = ""
