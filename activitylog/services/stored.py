"""What is in the log already, of so many keys."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from activitylog.models import ActivityEntry
from activitylog.services.rows import COLUMNS, ID, Row
from portal.among import AmongKeys


def stored_keys(keys: Iterable[UUID]) -> set[UUID]:
    return set(ActivityEntry.objects.filter(AmongKeys("id", keys)).values_list("id", flat=True))


def stored_rows(keys: Iterable[UUID]) -> dict[UUID, Row]:
    rows = ActivityEntry.objects.filter(AmongKeys("id", keys)).values_list(*COLUMNS)
    return {row[ID]: row for row in rows}
