"""The columns of charts over time."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from activitylog.periods import today
from analytics.buckets import Bucket, months
from portal.moments import EARLIEST

A_YEAR_IN_MONTHS = 12
SINCE_START = _("since the period began")
"""With what a stock is compared."""


def month_ends(start: date, end: date) -> list[Bucket]:
    """The months at whose ends a stock is told: those of the period, but at least twelve, and
    none that has not begun. The last one ends with the period, or today."""
    end = min(end, today())
    if start > end:
        return []
    return months(min(start, months_before(end, A_YEAR_IN_MONTHS - 1)), end)


def months_before(day: date, count: int) -> date:
    """The first day of the month so many months before that of a day."""
    month = day.year * 12 + day.month - 1 - count
    return max(date(month // 12, month % 12 + 1, 1), EARLIEST)
