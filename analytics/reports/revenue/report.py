from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import ngettext

from analytics.reports.revenue import definitions
from analytics.reports.revenue.figures import figures
from analytics.reports.revenue.history import read_history
from analytics.reports.revenue.over_time import bridge_card, mrr_card, revenue_card
from analytics.reports.revenue.rankings import ranking_cards
from analytics.reports.revenue.recurring import read_recurring
from analytics.shapes import Report

if TYPE_CHECKING:
    from analytics.reports.revenue.recurring import Recurring
    from analytics.scope import Scope
    from portal.figures import Text


def revenue_report(scope: Scope, currency: str) -> Report:
    """What was ordered and renewed at list prices in one currency, and what recurs each month."""
    as_of = timezone.now()
    recurring = read_recurring(scope, currency)
    history = read_history(scope, currency, recurring.mrr)
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
        notes=list(_notes(recurring)),
    )


def _notes(recurring: Recurring) -> Iterator[Text]:
    yield definitions.LIST_PRICES
    if recurring.elsewhere:
        count = sum(recurring.elsewhere.values())
        text = ngettext(
            "%(count)d active subscription is in another currency and not counted here: "
            "%(currencies)s.",
            "%(count)d active subscriptions are in other currencies and not counted here: "
            "%(currencies)s.",
            count,
        )
        yield text % {"count": count, "currencies": ", ".join(recurring.elsewhere)}
