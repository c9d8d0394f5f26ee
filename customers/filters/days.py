"""Days from and to, both inclusive: of the reader's time zone, or of UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from activitylog.periods import first_moment, moment_after
from portal.filters import IsoDateFilter
from portal.filters.filterset import StrictForm

FROM, TO = "_from", "_to"


class FromDay(IsoDateFilter):
    """What happened on this day of the reader's time zone, or later."""

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__gte": self.first(value)}) if value else qs

    def first(self, day: date) -> datetime:
        return first_moment(day)


class ToDay(IsoDateFilter):
    """What happened on this day of the reader's time zone, or earlier."""

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__lt": self.after(value)}) if value else qs

    def after(self, day: date) -> datetime:
        return moment_after(day)


class BeforeDay(ToDay):
    """What happened before this day of the reader's time zone began."""

    def after(self, day: date) -> datetime:
        return first_moment(day)


class FromUtcDay(FromDay):
    """The same for every reader, as terms end with days of UTC."""

    def first(self, day: date) -> datetime:
        return utc_start(day)


class ToUtcDay(ToDay):
    def after(self, day: date) -> datetime:
        return utc_start(day + timedelta(days=1))


def utc_start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


class RangesForm(StrictForm):
    """Refuses every range that ends before it begins: of fields named x_from and x_to."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.fields:
            if name.endswith(FROM):
                self._ensure_forward(cleaned, name, name.removesuffix(FROM) + TO)
        return cleaned

    def _ensure_forward(self, cleaned: dict[str, Any], name: str, other: str) -> None:
        start, end = cleaned.get(name), cleaned.get(other)
        if start and end and first_moment(start) >= moment_after(end):
            labels = {"start": self.fields[name].label, "end": self.fields[other].label}
            text = gettext("“%(start)s” is after “%(end)s”. Swap the two dates.")
            self.add_error(name, text % labels)
