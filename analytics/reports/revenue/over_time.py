from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.reports.over_time import Month, Told, monthly_card
from analytics.reports.revenue import definitions
from analytics.reports.revenue.flows import FLOWS
from analytics.reports.segments import ONE_DAY
from analytics.shapes import Field
from portal.figures import Unit
from portal.moments import EARLIEST

if TYPE_CHECKING:
    from analytics.buckets import Bucket
    from analytics.reports.revenue.history import History
    from analytics.shapes import Card


def revenue_card(history: History) -> Card:
    def month(part: Bucket) -> Month:
        scope = history.scope.during(part.start, part.end)
        return Month(part, [Told(history.revenue(scope), history.link_to_revenue(scope))])

    return monthly_card(
        code="revenue_per_month",
        title=_("Revenue per month"),
        definition=definitions.REVENUE_PER_MONTH,
        fields=[Field("revenue", _("Revenue"), Unit.MONEY)],
        months=[month(part) for part in history.months],
        kind="bars",
        drawn={"revenue": "new"},
        currency=history.currency,
    )


def mrr_card(history: History) -> Card:
    return monthly_card(
        code="mrr_over_time",
        title=_("Monthly recurring revenue over time"),
        definition=definitions.MRR_OVER_TIME,
        note=_about_products(history),
        fields=[Field("monthly_recurring_revenue", _("Monthly recurring revenue"), Unit.MONEY)],
        months=[
            Month(part, [Told(history.mrr_at(part.end), history.link_to_mrr(part.end))])
            for part in history.ends
        ],
        kind="line",
        drawn={"monthly_recurring_revenue": "new"},
        currency=history.currency,
        empty=_("This period has not begun."),
    )


def bridge_card(history: History) -> Card:
    return monthly_card(
        code="mrr_bridge",
        title=_("How the monthly recurring revenue changed"),
        definition=definitions.MRR_BRIDGE,
        note=_about_products(history),
        fields=[
            Field("mrr_opening", _("At the beginning"), Unit.MONEY),
            *(Field(flow.code, flow.label, Unit.MONEY) for flow in FLOWS),
            Field("mrr_closing", _("At the end"), Unit.MONEY),
        ],
        months=[Month(part, _bridge(history, part)) for part in history.months],
        kind="stacked",
        drawn={flow.code: flow.style for flow in FLOWS},
        currency=history.currency,
    )


def _bridge(history: History, part: Bucket) -> list[Told]:
    scope, before = history.scope.during(part.start, part.end), part.start - ONE_DAY
    return [
        # No list ends before all days.
        Told(history.mrr_at(before), history.link_to_mrr(before) if before >= EARLIEST else None),
        *(Told(history.flow(flow, scope), history.link_to_flow(flow, scope)) for flow in FLOWS),
        Told(history.mrr_at(part.end), history.link_to_mrr(part.end)),
    ]


def _about_products(history: History) -> str:
    return "" if history.has_lists else str(definitions.UNDER_TODAYS_PRODUCT)
