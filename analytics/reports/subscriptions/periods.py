"""The periods that the report counts in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from analytics.buckets import Bucket, months
from analytics.reports.segments import ONE_DAY, Segments
from analytics.reports.spans import A_YEAR_IN_MONTHS, months_before

if TYPE_CHECKING:
    from analytics.scope import Scope


@dataclass(frozen=True)
class Periods:
    """What the report's period is cut into, as of one moment."""

    scope: Scope
    now: datetime

    @cached_property
    def before(self) -> Scope | None:
        return self.scope.before()

    @cached_property
    def columns(self) -> list[Bucket]:
        """The months of the period, cut to it."""
        return months(*self.scope.days())

    @cached_property
    def history(self) -> list[Bucket]:
        """Twelve months up to the period's end, the last one up to today at most."""
        return _year_to(min(self.scope.end or self.today, self.today))

    @cached_property
    def history_to_today(self) -> list[Bucket]:
        return _year_to(self.today)

    @cached_property
    def segments(self) -> Segments:
        spans: list[tuple[date | None, date | None]] = [
            (part.start, part.end)
            for part in (*self.columns, *self.history, *self.history_to_today)
        ]
        spans += [
            (scope.start, scope.end) for scope in (self.scope, self.before) if scope is not None
        ]
        starts = [start for start, _end in spans if start]
        return Segments([*starts, *(end + ONE_DAY for _start, end in spans if end)])

    @property
    def today(self) -> date:
        """In the reader's time zone."""
        return timezone.localdate(self.now)

    @property
    def utc_today(self) -> date:
        """Terms and trials end with days of UTC, for every reader."""
        return self.now.astimezone(UTC).date()


def _year_to(end: date) -> list[Bucket]:
    return months(months_before(end, A_YEAR_IN_MONTHS - 1), end)
