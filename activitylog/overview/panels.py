"""Entries per day, and the latest of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activitylog.happenings import latest_of_all
from activitylog.links import log_url, may_open_analytics
from activitylog.models import ActivityEntry
from activitylog.moments import day_text
from portal.charts.rendering import chart
from portal.charts.shapes import Chart, Column, Series
from portal.figures import Link
from portal.plugins import Panel

if TYPE_CHECKING:
    from activitylog.counting.shapes import Tally
    from activitylog.overview.days import Days

SHOWN = 8


def panels(request: HttpRequest, days: Days, tallies: Sequence[Tally]) -> Iterator[Panel]:
    yield Panel(
        title=_("Entries per day"),
        note=_("last 30 days"),
        content=chart(_per_day(days, tallies)),
        more=_more(request, days),
    )
    happenings = latest_of_all(ActivityEntry.objects.listed(), SHOWN)
    yield Panel(
        title=_("Latest activity"),
        content=render_to_string("portal/feed.html", {"happenings": happenings}),
        more=(_("Activity log"), reverse("admin:activitylog_activityentry_changelist")),
    )


def _more(request: HttpRequest, days: Days) -> tuple[str, str]:
    if may_open_analytics(request):
        return _("Analytics"), reverse("admin:analytics_activity")
    return _("Open in the log"), log_url(days.dates[0], days.dates[-1])


def _per_day(days: Days, tallies: Sequence[Tally]) -> Chart:
    return Chart(
        kind="bars",
        title=_("Entries per day"),
        description=_("How many entries the activity log has of each of the last 30 days."),
        series=[Series(_("Entries"), "new")],
        columns=[
            _column(day, tally.entries) for day, tally in zip(days.dates, tallies, strict=True)
        ],
    )


def _column(day: date, entries: int) -> Column:
    label = date_format(day, pgettext("day on an axis", "j M"))
    name = day_text(day)
    return Column(label, name, [entries], [Link(log_url(day, day))])
