"""Trials that became paid subscriptions, and are active still."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from activitylog.periods import start_of
from analytics.reports.subscriptions import definitions
from analytics.shapes import Card, Cell, Field
from customers.states import Status
from portal.charts.shapes import Chart, Column, Series
from portal.figures import ROWS, Link, Unit
from portal.moments import EARLIEST

if TYPE_CHECKING:
    from analytics.buckets import Bucket
    from analytics.reports.subscriptions.periods import Periods
    from analytics.scope import Scope


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
    fields = [
        Field("month", _("Month")),
        Field("trial_conversions", _("Trial conversions"), Unit.COUNT),
    ]
    counted = [
        (
            part,
            conversions.count(part.start, part.end),
            link_to_conversions(periods.scope.during(part.start, part.end)),
        )
        for part in periods.columns
    ]
    return Card(
        code="trial_conversions",
        title=_("Trial conversions per month"),
        definition=definitions.TRIAL_CONVERSIONS,
        fields=fields,
        rows=[
            [Cell(part.name, key=part.start.isoformat()), Cell(count, link)]
            for part, count, link in counted
        ],
        chart=Chart(
            kind="line",
            title=_("Trial conversions per month"),
            description=definitions.TRIAL_CONVERSIONS,
            series=[Series(_("Trial conversions"), "new")],
            columns=[_column(part, count, link) for part, count, link in counted],
        ),
        empty=_("No trial became a paid subscription in this period."),
    )


def _column(part: Bucket, count: int, link: Link) -> Column:
    return Column(part.label, part.name, [count], [link])
