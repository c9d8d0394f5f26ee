"""The hook for reading records of what happened elsewhere from files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable
from uuid import UUID

import msgspec

from portal.plugins.registry import Registry

if TYPE_CHECKING:
    from portal.plugins.actions import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record cannot be taken: the field by the source's own name, and a sentence."""

    field: str
    reason: str


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that happened, as a source tells it.

    `occurred_at` is aware. `customer_id` is set only where the source's is a UUID; any other
    belongs into `extra`. `old_value`, `new_value`, `details` and `extra` are JSON as text,
    exactly as it came; `extra` is an object with everything that no other field holds.
    `external_id` is the source's own id of the record, if it has one. `entry_id` is set only by
    a source that reads the portal's own files. `compared` names the fields that the source
    knows: a known entry is compared in these only; None stands for all. `contradiction` says
    that parts of the record do not fit each other: a known entry is in conflict with it, a new
    one is refused.
    """

    occurred_at: datetime
    action: str
    resource_type: str = ""
    resource_id: str = ""
    status: str = ""
    customer_id: UUID | None = None
    customer_name: str = ""
    partner_user: str = ""
    application: str = ""
    correlation_id: str = ""
    external_id: str = ""
    old_value: str | None = None
    new_value: str | None = None
    details: str | None = None
    extra: str | None = None
    entry_id: UUID | None = None
    compared: frozenset[str] | None = None
    contradiction: Refusal | None = None


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What stood at one place of a file.

    `line` counts from 1 and is where the record begins. `raw` is the record as it stood there,
    so that a refused one can be kept; `header` is what a file of refused ones must begin with.
    """

    line: int
    raw: bytes
    content: Record | Refusal
    header: bytes = b""


@runtime_checkable
class IngestionSource(Protocol):
    """Reads records of what happened elsewhere from a file."""

    @property
    def name(self) -> str:
        """The word for it on the command line, kept in `ActivityEntry.source`."""
        ...

    @property
    def label(self) -> Text: ...

    @property
    def field_names(self) -> Mapping[str, str]:
        """What the source calls the fields of a Record, as its files spell them:
        {"partner_user": "userPrincipalName"}."""
        ...

    def read(self, file: BinaryIO) -> Iterator[Reading]:
        """Yield what stands in the file, in order and in flat memory.

        The file is seekable and already unzipped. A record that cannot be read is yielded as a
        Refusal: it never stops the others.
        """
        ...


ingestion_sources: Registry[IngestionSource] = Registry(
    "ingestion_sources", contract=IngestionSource, key=lambda source: source.name
)
