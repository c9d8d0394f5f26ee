"""The periods that analytics offers, in days of the reader's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from activitylog.periods import Period


def last_30_days(day: date) -> Period:
    return Period(_("Last 30 days"), day - timedelta(days=29), day)


def last_12_months(day: date) -> Period:
    """Calendar months, the current one included."""
    start = date(day.year, 1, 1) if day.month == 12 else date(day.year - 1, day.month + 1, 1)
    return Period(_("Last 12 months"), start, day)


def presets(day: date) -> Iterator[Period]:
    yield last_30_days(day)
    yield Period(_("Last 90 days"), day - timedelta(days=89), day)
    yield last_12_months(day)
    yield Period(_("This year"), date(day.year, 1, 1), day)
    yield Period(_("Last year"), date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))
    yield Period(_("Everything"), None, None)
