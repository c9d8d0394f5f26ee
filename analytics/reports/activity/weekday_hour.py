from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analytics.reports.activity.links import link_to_days
from analytics.shapes import Card, Cell, Field
from portal.charts.shapes import HeatCell, HeatMap, HeatRow
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.reports.activity.facts import Facts
    from analytics.reports.activity.spans import Span
    from portal.figures import Link

_HOURS, _DAYS = range(24), range(7)


def weekday_hour_card(facts: Facts) -> Card:
    title = _("Activity by weekday and hour")
    return Card(
        code="weekday_hour",
        title=title,
        note=gettext("Entries in each hour of the week, %(zone)s")
        % {"zone": timezone.get_current_timezone_name()},
        fields=(
            Field("weekday", _("Weekday")),
            *(Field(f"hour_{hour}", f"{hour}:00", Unit.COUNT) for hour in _HOURS),
            Field("entries", _("Entries"), Unit.COUNT),
        ),
        rows=[
            [
                Cell(WEEKDAYS[day]),
                *(Cell(entries) for entries in facts.weekday_hours[day]),
                Cell(sum(facts.weekday_hours[day]), _only_day(facts.span, day)),
            ]
            for day in _DAYS
        ],
        definition=_(
            "A cell counts the entries of all such hours in the period, by the clocks of your "
            "time zone: an hour that clocks repeat counts twice, one that they leave out stays "
            "empty. The log cannot be asked for an hour of all Mondays, so cells lead nowhere."
        ),
        chart=HeatMap(
            title=title,
            column_labels=[str(hour) for hour in _HOURS],
            rows=[
                HeatRow(
                    WEEKDAYS_ABBR[day],
                    [
                        HeatCell(facts.weekday_hours[day][hour], f"{WEEKDAYS[day]}, {hour}:00")
                        for hour in _HOURS
                    ],
                )
                for day in _DAYS
            ],
        ),
    )


def _only_day(span: Span, weekday: int) -> Link | None:
    """The rows of a weekday are a list where the period has one such day alone."""
    first = span.first + timedelta(days=(weekday - span.first.weekday()) % 7)
    if first > span.last or first + timedelta(days=7) <= span.last:
        return None
    return link_to_days(span.scope, first, first)
