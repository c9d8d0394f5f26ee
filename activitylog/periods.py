"""Days and moments of the reader's time zone: where ranges begin and end, and the periods that the
activity log offers."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Period:
    """Both days inclusive; None is an open end."""

    label: str
    start: date | None
    end: date | None


def today() -> date:
    return timezone.localdate()


def start_of(day: date) -> datetime:
    """The first moment of a day in the reader's time zone, also where clocks change at midnight."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def first_moment(start: date) -> datetime:
    """Where a range begins that begins with this day, or with this very moment."""
    return start if isinstance(start, datetime) else start_of(start)


def moment_after(end: date) -> datetime:
    """The first moment that is not in a range any more which ends with this day or moment."""
    if isinstance(end, datetime):
        return end + timedelta(microseconds=1)
    return start_of(end + timedelta(days=1))


def default_month(day: date) -> Period:
    """The most recent month: from the same day one month earlier, or that month's last day."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    last = calendar.monthrange(year, month)[1]
    return Period("", date(year, month, min(day.day, last)), day)


def previous_calendar_month(day: date) -> Period:
    end = day.replace(day=1) - timedelta(days=1)
    return Period(_("Previous calendar month"), end.replace(day=1), end)


def presets(day: date) -> Iterator[Period]:
    yield Period(_("Today"), day, day)
    yield Period(_("7 days"), day - timedelta(days=6), day)
    yield Period(_("30 days"), day - timedelta(days=29), day)
    yield previous_calendar_month(day)
    yield Period(_("90 days"), day - timedelta(days=89), day)
    yield Period(_("This year"), day.replace(month=1, day=1), day)
    yield Period(_("Everything"), None, None)
