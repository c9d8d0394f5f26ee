"""The periods that the report counts in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from analytics.buckets import Bucket, months
from analytics.reports.ledger import Span, segments_of
from analytics.reports.spans import month_ends

if TYPE_CHECKING:
    from analytics.reports.segments import Segments
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
        end = min(self.scope.end or self.today, self.today)
        return month_ends(end, end)

    @cached_property
    def history_to_today(self) -> list[Bucket]:
        return month_ends(self.today, self.today)

    @cached_property
    def segments(self) -> Segments:
        spans: list[Span] = [
            (part.start, part.end)
            for part in (*self.columns, *self.history, *self.history_to_today)
        ]
        spans += [
            (scope.start, scope.end) for scope in (self.scope, self.before) if scope is not None
        ]
        return segments_of(spans)

    @property
    def today(self) -> date:
        """In the reader's time zone."""
        return timezone.localdate(self.now)

    @property
    def utc_today(self) -> date:
        """Terms and trials end with days of UTC, for every reader."""
        return self.now.astimezone(UTC).date()
