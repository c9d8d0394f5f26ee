from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from analytics.reports.revenue import definitions
from analytics.reports.revenue.figures import figures
from analytics.reports.revenue.history import read_history
from analytics.reports.revenue.over_time import bridge_card, mrr_card, revenue_card
from analytics.reports.revenue.rankings import ranking_cards
from analytics.reports.revenue.recurring import read_mrr
from analytics.shapes import Report

if TYPE_CHECKING:
    from analytics.scope import Scope


def revenue_report(scope: Scope, currency: str) -> Report:
    """What was ordered and renewed at list prices in one currency, and what recurs each month."""
    as_of = timezone.now()
    history = read_history(scope, currency, read_mrr(scope, currency))
    return Report(
        code="revenue",
        as_of=as_of,
        figures=list(figures(history)),
        cards=[
            revenue_card(history),
            mrr_card(history),
            bridge_card(history),
            *ranking_cards(history),
        ],
        notes=[definitions.LIST_PRICES],
    )
