"""Quarters of an hour, days and spans of days, all of UTC, numbered from 1970."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from activitylog.keys import EARLIEST, LATEST


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    length: timedelta

    def floor(self, moment: datetime) -> int:
        """The number of the unit that the moment lies in."""
        return (min(max(moment, EARLIEST), LATEST) - EARLIEST) // self.length

    def ceil(self, moment: datetime) -> int:
        """The number of the first unit that begins with the moment or later."""
        return -((EARLIEST - min(max(moment, EARLIEST), LATEST)) // self.length)

    def start(self, number: int) -> datetime:
        return EARLIEST + number * self.length

    @property
    def seconds(self) -> int:
        return self.length // timedelta(seconds=1)


SECOND = Unit("second", timedelta(seconds=1))
QUARTER = Unit("quarter", timedelta(minutes=15))
HOUR = Unit("hour", timedelta(hours=1))
DAY = Unit("day", timedelta(days=1))
SPAN = Unit("span", timedelta(days=28))
QUARTERS_OF_AN_HOUR = 4
QUARTERS_OF_A_DAY = 96
