from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.reports.licenses import definitions
from analytics.reports.over_time import Month, Told, monthly_card
from analytics.reports.shares import share
from analytics.reports.sold import link_to_returned, link_to_sold
from analytics.shapes import Field
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.buckets import Bucket
    from analytics.reports.licenses.history import History
    from analytics.shapes import Card


def rate_card(history: History) -> Card:
    return monthly_card(
        code="assignment_rate_over_time",
        title=_("Assignment rate over time"),
        definition=definitions.RATE_OVER_TIME,
        note="" if history.has_lists else definitions.UNDER_TODAYS_PRODUCT,
        fields=[
            Field("licenses", _("Licenses"), Unit.COUNT),
            Field("assigned_licenses", _("Assigned licenses"), Unit.COUNT),
            Field("assignment_rate", _("Assignment rate"), Unit.SHARE),
        ],
        months=[Month(part, _stock(history, part)) for part in history.ends],
        kind="line",
        drawn={"assignment_rate": "new"},
        empty=_("This period has not begun."),
    )


def _stock(history: History, part: Bucket) -> list[Told]:
    end = part.end
    seats = history.seats_at(end)
    return [
        Told(seats.licenses, history.link(end, "active_quantity")),
        Told(seats.assigned, history.link(end, "active_assigned_quantity")),
        Told(share(seats.assigned, seats.licenses)),
    ]


def adds_card(history: History) -> Card:
    return monthly_card(
        code="license_adds",
        title=_("License adds per month"),
        definition=definitions.LICENSE_ADDS,
        fields=[
            Field("licenses_sold", _("Licenses sold"), Unit.COUNT),
            Field("licenses_returned", _("Licenses given back"), Unit.COUNT),
        ],
        months=[Month(part, _adds(history, part)) for part in history.months],
        kind="stacked",
        drawn={"licenses_sold": "new", "licenses_returned": "deprovisioned"},
    )


def _adds(history: History, part: Bucket) -> list[Told]:
    scope = history.scope.during(part.start, part.end)
    returned = history.moved.count("returned", (part.start, part.end))
    return [
        Told(history.sold(scope), link_to_sold(scope)),
        Told(returned, link_to_returned(scope)),
    ]
