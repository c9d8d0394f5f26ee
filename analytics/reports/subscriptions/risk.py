"""Which subscriptions may be lost, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.reports.subscriptions import by_day, definitions
from analytics.reports.subscriptions.lists import (
    first_rows,
    subscription_cells,
    subscription_fields,
)
from analytics.shapes import Card, Cell, Field
from customers.wording import day_text

if TYPE_CHECKING:
    from analytics.reports.subscriptions.counts import Counts
    from customers.models import Subscription


def at_risk(counts: Counts) -> Card:
    periods = counts.periods
    scope = periods.scope
    ending = first_rows(
        scope.subscriptions().filter(by_day.at_risk_ending(periods).rows),
        "commitment_end_at",
        "id",
    )
    less = counts.used_less.seats
    rows = scope.subscriptions().select_related("customer", "product").in_bulk(list(less))
    link = scope.link_to_subscriptions(at_risk=["ending", "usage"])
    return Card(
        code="at_risk",
        title=_("At risk"),
        definition=definitions.AT_RISK,
        note=_note(counts, len(ending), len(less)),
        fields=subscription_fields(Field("reason", _("Reason"))),
        rows=[
            *(subscription_cells(row, Cell(_why_ending(row), key="ending")) for row in ending),
            *(
                subscription_cells(rows[key], Cell(_why_less(seats), key="usage"))
                for key, seats in less.items()
            ),
        ],
        more=(_("View details"), link.url),
        empty=_("No subscription is at risk."),
    )


def _why_ending(row: Subscription) -> str:
    assert row.commitment_end_at
    return _("Renewal is off, ends on %(day)s") % {"day": day_text(row.commitment_end_at)}


def _why_less(seats: int) -> str:
    return ngettext(
        "%(count)s seat fewer assigned than 30 days ago",
        "%(count)s seats fewer assigned than 30 days ago",
        seats,
    ) % {"count": seats}


def _note(counts: Counts, ending: int, less: int) -> str:
    standing = counts.standing
    if (ending, less) == (standing.at_risk_ending, counts.used_less.count):
        return ""
    return _(
        "The first %(ending)s of %(all_ending)s that end, the first %(less)s of %(all_less)s that "
        "are used less, in the CSV file too; the whole list: View details, Export"
    ) % {
        "ending": ending,
        "all_ending": standing.at_risk_ending,
        "less": less,
        "all_less": counts.used_less.count,
    }
