"""Files that leave the portal and come into it: each is an entry, of no customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from activitylog.fitting import fitting
from activitylog.services.record import Actor, record_activity

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry

RESOURCE_TYPE = "file"


def record_export(
    *,
    actor: Actor | None,
    application: str = "",
    list_name: str,
    file_name: str,
    file_format: str,
    query: str,
) -> ActivityEntry:
    """Record that a list is being written to a file, narrowed as the query string says.

    Call it when nothing can be refused any more and before the first byte leaves: a stream may
    break, but it has begun. How many rows it will have is not known then. An export of the log
    leaves out the entry that this returns: a file tells what was there when it was asked for.
    """
    details = [("Format", file_format), ("Filters", query)]
    return _record("export_file", actor, application, list_name, file_name, "succeeded", details)


def record_import(
    *,
    actor: Actor | None,
    application: str = "",
    list_name: str,
    file_name: str,
    counts: Mapping[str, int],
    remarks: Iterable[tuple[str, str]] = (),
    status: str = "succeeded",
    correlation_id: str = "",
) -> ActivityEntry:
    """Record that a file was read into a list, and what became of its rows.

    `counts` names each outcome as the details do: {"Added": 3, "Refused": 0}; `remarks` follow
    them. Where rows leave entries of their own, `correlation_id` is theirs.
    """
    details = [*((name, str(count)) for name, count in counts.items()), *remarks]
    return _record(
        "import_file", actor, application, list_name, file_name, status, details, correlation_id
    )


def _record(
    action: str,
    actor: Actor | None,
    application: str,
    list_name: str,
    file_name: str,
    status: str,
    details: Iterable[tuple[str, str]],
    correlation_id: str = "",
) -> ActivityEntry:
    return record_activity(
        action,
        actor=actor,
        application=application,
        resource_type=RESOURCE_TYPE,
        resource_id=fitting(file_name, "resource_id"),
        status=status,
        details=[("List", list_name), ("FileName", file_name), *details],
        correlation_id=correlation_id,
    )
