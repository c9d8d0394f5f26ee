"""Trials that became paid subscriptions, and are active still."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from activitylog.periods import start_of
from analytics.reports.over_time import Month, Told, monthly_card
from analytics.reports.subscriptions import definitions
from analytics.shapes import Field
from customers.states import Status
from portal.figures import ROWS, Link, Unit
from portal.moments import EARLIEST

if TYPE_CHECKING:
    from analytics.buckets import Bucket
    from analytics.reports.subscriptions.periods import Periods
    from analytics.scope import Scope
    from analytics.shapes import Card


class Conversions:
    """How many, by the day of the conversion."""

    def __init__(self, periods: Periods) -> None:
        self.segments = periods.segments

        def since(day: date) -> Q:
            return Q(trial_converted_at__gte=start_of(day))

        counts = (
            periods.scope.subscriptions()
            .filter(since(self.segments.cuts[0]), status=Status.ACTIVE)
            .order_by()
            .values(segment=self.segments.number(since))
            .annotate(count=Count("pk"))
            .values_list("segment", "count")
        )
        self._counts: dict[int, int] = dict(counts)

    def count(self, start: date | None, end: date | None) -> int:
        """Of the days from `start` to `end`, both inclusive; None is an open end."""
        return sum(self._counts.get(place, 0) for place in self.segments.within(start, end))


def link_to_conversions(scope: Scope) -> Link:
    # An open end needs a day too: without one the list has those that were never converted.
    days = {"trial_converted_from": scope.start or EARLIEST}
    if scope.end:
        days["trial_converted_to"] = scope.end
    return scope.link_to_subscriptions(ROWS, status=Status.ACTIVE, **days)


def conversions_card(periods: Periods, conversions: Conversions) -> Card:
    def month(part: Bucket) -> Month:
        count = conversions.count(part.start, part.end)
        link = link_to_conversions(periods.scope.during(part.start, part.end))
        return Month(part, [Told(count, link)])

    return monthly_card(
        code="trial_conversions",
        title=_("Trial conversions per month"),
        definition=definitions.TRIAL_CONVERSIONS,
        fields=[Field("trial_conversions", _("Trial conversions"), Unit.COUNT)],
        months=[month(part) for part in periods.columns],
        kind="line",
        drawn={"trial_conversions": "new"},
        empty=_("No trial became a paid subscription in this period."),
    )
