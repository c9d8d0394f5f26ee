"""Inserts entries: the only place that does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, router
from django.db.models.constants import OnConflict

from activitylog.models import ActivityEntry
from activitylog.names import remember_names


def write_entries(entries: Sequence[ActivityEntry]) -> set[UUID]:
    """Insert entries in the current transaction; return the keys of those that are new.

    A key that exists already, or is being written by someone else, is left as it is.
    """
    remember_names(entries)
    # By key, so that two imports of the same records never wait for each other crosswise.
    entries = sorted(entries, key=lambda entry: entry.id)
    fields = ActivityEntry._meta.concrete_fields
    key = ActivityEntry._meta.get_field("id")
    most = connection.ops.bulk_batch_size(list(fields), entries)
    # bulk_create() cannot tell which rows it skipped; _insert() is what lies beneath it.
    table: Any = ActivityEntry.objects.all()
    written: set[UUID] = set()
    for start in range(0, len(entries), most):
        rows = table._insert(
            entries[start : start + most],
            fields=fields,
            returning_fields=[key],
            using=router.db_for_write(ActivityEntry),
            on_conflict=OnConflict.IGNORE,
        )
        written.update(row[0] for row in rows)
    return written
