"""One record by its ID, found by key: IDs say when it happened."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from activitylog.keys import EARLIEST, LATEST
from activitylog.models import ActivityEntry
from partnercenter.auditrecords.told import Told
from partnercenter.reading.portals import key_in

if TYPE_CHECKING:
    from activitylog.querysets import ActivityEntryQuerySet

_WITH_TICKS = re.compile(r"[0-9a-z_-]*_([0-9]{18,19})", re.ASCII)
# .NET counts tenths of microseconds since the year 1.
_TICKS_IN_1970 = 621_355_968_000_000_000
_MICROSECOND = timedelta(microseconds=1)


def find(record_id: str) -> Told | None:
    """The entry of the record with this ID, upper or lower case; None where there is none."""
    text = record_id.lower()
    if key := key_in(text):
        return _first(ActivityEntry.objects.filter(pk=key))
    if with_ticks := _WITH_TICKS.fullmatch(text):
        return _in_microsecond(text, int(with_ticks[1]) - _TICKS_IN_1970)
    return None


def _in_microsecond(external_id: str, ticks: int) -> Told | None:
    micros = ticks // 10
    if not 0 <= micros < (LATEST - EARLIEST) // _MICROSECOND:
        return None
    moment = EARLIEST + micros * _MICROSECOND
    entries = ActivityEntry.objects.since(moment).before(moment + _MICROSECOND)
    return _first(entries.filter(external_id__iexact=external_id))


def _first(entries: ActivityEntryQuerySet) -> Told | None:
    row = entries.values_list(*Told._fields).first()
    return None if row is None else Told._make(row)
