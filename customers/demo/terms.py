from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

MONTHS = {"P1M": 1, "P1Y": 12, "P3Y": 36}


def add_months(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def term_end(start: datetime, term: str) -> datetime:
    """The end of the last day of a term that begins then."""
    last_day = add_months(start, MONTHS[term]) - timedelta(days=1)
    return last_day.replace(hour=23, minute=59, second=59, microsecond=0)
