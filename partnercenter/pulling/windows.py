"""The days that are asked for at once, by Partner Center's limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

# One request serves so many days, the first and the last included.
LONGEST = timedelta(days=30)
# Partner Center keeps 90 days. The first pull begins a day later: midnight may pass meanwhile.
KEPT = timedelta(days=89)
# Records may arrive late, so the last days before where a pull ended are read again.
OVERLAP = timedelta(days=2)
DAY = timedelta(days=1)


class Window(msgspec.Struct, frozen=True):
    """Whole days in UTC, both included."""

    start: date
    end: date

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"

    def query(self, size: int) -> str:
        return f"startDate={self.start}&endDate={self.end}&size={size}"


def windows(start: date, last: date) -> Iterator[Window]:
    while start <= last:
        window = Window(start, min(start + LONGEST - DAY, last))
        yield window
        start = window.end + DAY
