"""The days of the report, and the moments around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Subquery
from django.utils import timezone

from activitylog.keys import moment_of
from activitylog.models import ActivityEntry
from activitylog.periods import moment_after, start_of, today
from portal.moments import EARLIEST

if TYPE_CHECKING:
    from analytics.scope import Scope

LEARNT_FROM = timedelta(days=90)
"""What is usual is learnt from so many days before the period."""
RECENT = timedelta(days=31)
"""So many days, the last ones, are looked through for what is unusual: older news is none, and to
compare each hour of years would take long."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of the reader's time zone, both inclusive. The scope's ends may be open."""

    scope: Scope
    first: date
    last: date
    log_began: datetime | None
    """When the first entry of all occurred."""

    @property
    def start(self) -> datetime:
        return start_of(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after."""
        return moment_after(self.last)

    @property
    def before(self) -> Scope | None:
        """The period that this one is compared with."""
        return self.scope.before()

    @property
    def before_start(self) -> datetime:
        """Where nothing is compared, the period before is empty."""
        before = self.before
        return start_of(before.start) if before and before.start else self.start

    @property
    def is_long(self) -> bool:
        return self.last - self.first >= RECENT

    def recent(self) -> Span:
        """Its last days; all of it where it has no more."""
        if not self.is_long:
            return self
        return replace(self, first=self.last - RECENT + timedelta(days=1))

    @property
    def learnt_from(self) -> datetime:
        if self.first - EARLIEST < LEARNT_FROM:
            return self.start
        return start_of(self.first - LEARNT_FROM)


def span_of(scope: Scope) -> Span:
    """An open end is the day of the first or the last entry of all; the last is at least today."""
    moments = _first_and_last()
    days = [timezone.localdate(moment) for moment in moments]
    last = scope.end or max([today(), scope.start or today(), *days])
    first = scope.start or min([*days, last])
    return Span(scope, first, last, moments[0] if moments else None)


def _first_and_last() -> list[datetime]:
    """Of all entries; none where there is none."""
    last = ActivityEntry.objects.order_by("-id").values("id")[:1]
    keys = ActivityEntry.objects.order_by("id").values_list("id", Subquery(last)).first()
    return [moment_of(key) for key in keys or ()]
