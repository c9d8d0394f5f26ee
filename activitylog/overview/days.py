"""The days that the overview looks back on, in the reader's time zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from activitylog.periods import moment_after, start_of, today

LOOKING_BACK = 30


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, one after the other; the last is today."""

    dates: Sequence[date]

    @property
    def bounds(self) -> list[datetime]:
        """When each begins, and when the last is over."""
        return [*(start_of(day) for day in self.dates), moment_after(self.dates[-1])]


def days_until_today() -> Days:
    last = today()
    return Days([last - timedelta(days=ago) for ago in reversed(range(LOOKING_BACK))])
