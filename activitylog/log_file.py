"""The log as a file: what it is called."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from activitylog.periods import today

if TYPE_CHECKING:
    from activitylog.filters import ActivityEntryFilter

LIST_NAME = "activity-log"


def file_stem(filterset: ActivityEntryFilter) -> str:
    """The name of the file without its ending: by the days that a readable filter covers."""
    dates = filterset.form.cleaned_data
    start, end = _day(dates["date_from"]), _day(dates["date_to"])
    return f"{LIST_NAME}_{start or 'start'}_{end or today()}"


def _day(value: date | None) -> date | None:
    return timezone.localdate(value) if isinstance(value, datetime) else value
