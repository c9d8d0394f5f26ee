from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analytics.buckets import MOST_DAYS, MOST_WEEKS
from analytics.reports.activity.links import link_to_days
from analytics.shapes import Card, Cell, Field
from portal.charts.shapes import Chart, Column, Series
from portal.figures import Unit

if TYPE_CHECKING:
    from activitylog.counting.shapes import Tally
    from analytics.buckets import Bucket
    from analytics.reports.activity.facts import Facts
    from analytics.scope import Scope


def entries_card(facts: Facts) -> Card:
    scope, title = facts.span.scope, _title(facts)
    return Card(
        code="entries_over_time",
        title=title,
        fields=(
            Field("date_from", _("From")),
            Field("date_to", _("To")),
            Field("entries", _("Entries"), Unit.COUNT),
            Field("failed_entries", _("Failed entries"), Unit.COUNT),
        ),
        rows=[_row(scope, bucket, tally) for bucket, tally in facts.columns],
        definition=_(
            "Entries by the day on which they occurred, in your time zone. Periods of more than "
            "92 days are cut into weeks from Monday to Sunday, longer ones into months. A failed "
            "entry counts as failed only."
        ),
        chart=Chart(
            kind="stacked",
            title=title,
            description=_("How many entries there are, and how many of them failed."),
            series=(Series(_("Failed"), "deprovisioned"), Series(_("Not failed"), "new")),
            columns=[_column(scope, bucket, tally) for bucket, tally in facts.columns],
        ),
    )


def _title(facts: Facts) -> Promise:
    length = (facts.span.last - facts.span.first).days + 1
    if length <= MOST_DAYS:
        return _("Entries per day")
    return _("Entries per week") if length <= MOST_WEEKS else _("Entries over time")


def _row(scope: Scope, bucket: Bucket, tally: Tally) -> list[Cell]:
    days = (scope, bucket.start, bucket.end)
    return [
        Cell(bucket.start),
        Cell(bucket.end),
        Cell(tally.entries, link_to_days(*days)),
        Cell(tally.failed, link_to_days(*days, status="failed")),
    ]


def _column(scope: Scope, bucket: Bucket, tally: Tally) -> Column:
    """The log cannot be asked for what has not failed: only where nothing has, that is a list."""
    days = (scope, bucket.start, bucket.end)
    return Column(
        bucket.label,
        bucket.name,
        (tally.failed, tally.entries - tally.failed),
        (
            link_to_days(*days, status="failed") if tally.failed else None,
            link_to_days(*days) if tally.entries and not tally.failed else None,
        ),
    )
