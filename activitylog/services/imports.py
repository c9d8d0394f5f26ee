"""Imports into the log leave their own entry, whatever became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from activitylog.log_file import LIST_NAME
from activitylog.services.files import record_import
from activitylog.services.outcomes import Result

if TYPE_CHECKING:
    from activitylog.services.record import Actor

_COUNTED = {
    Result.ADDED: "Added",
    Result.KNOWN: "Known",
    Result.CONFLICT: "Conflicts",
    Result.REFUSED: "Refused",
}


@contextmanager
def recorded_import(
    found: Counter[Result], *, actor: Actor | None, application: str = "", file_name: str
) -> Iterator[list[tuple[str, str]]]:
    """Record the import that the block makes, once it has ended, with what it counted in `found`
    and what it adds to the list of details that it is given.

    Batches are transactions of their own and stay when a later one breaks: so the entry does
    not share theirs, and tells what was read up to there as a failed import.
    """
    status = "failed"
    remarks: list[tuple[str, str]] = []
    try:
        yield remarks
        status = "succeeded"
    finally:
        record_import(
            actor=actor,
            application=application,
            list_name=LIST_NAME,
            file_name=file_name,
            counts={name: found[result] for result, name in _COUNTED.items()},
            remarks=remarks,
            status=status,
        )
