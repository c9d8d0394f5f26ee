"""How long things last: terms, windows and the stages after a subscription's end.

The spans are those of Partner Center's new commerce, see its documentation of the subscription
lifecycle; all days are days in UTC.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime, timedelta

MONTHS = {"P1M": 1, "P1Y": 12, "P3Y": 36}

CANCELLATION_WINDOW = timedelta(days=7)
"""From purchase, renewal or adding: so long seats can be given back, and all of it cancelled."""

TRIAL_LENGTH = timedelta(days=30)
EXPIRED_FOR = timedelta(days=30)
DISABLED_AFTER_EXPIRY = timedelta(days=90)
DISABLED_AFTER_SUSPENSION = timedelta(days=120)
USER_RESTORABLE_FOR = timedelta(days=30)


def add_months(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or that month's last one."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def first_term_end(start: datetime, term: str) -> datetime:
    """The end of the last day of a term that begins then; the day is part of the term."""
    return _end_of_day_before(add_months(start.astimezone(UTC), MONTHS[term]))


def next_term_end(anchor: datetime, previous_end: datetime, term: str) -> datetime:
    """The end of the term that follows `previous_end`.

    Counted in months from `anchor`, when the first term began: what began on a 31st does not
    drift to the 28th for good.
    """
    anchor = anchor.astimezone(UTC)
    start = previous_end.astimezone(UTC) + timedelta(seconds=1)
    passed = (start.year - anchor.year) * 12 + start.month - anchor.month
    return _end_of_day_before(add_months(anchor, passed + MONTHS[term]))


def _end_of_day_before(moment: datetime) -> datetime:
    day = moment - timedelta(days=1)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)
