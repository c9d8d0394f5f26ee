from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from analytics.reports.licenses.changes import largest_changes_card
from analytics.reports.licenses.distribution import distribution_cards
from analytics.reports.licenses.figures import figures
from analytics.reports.licenses.history import read_history
from analytics.reports.licenses.over_time import adds_card, rate_card
from analytics.reports.licenses.stock import read_stock
from analytics.reports.licenses.unassigned import unassigned_cards
from analytics.shapes import Report

if TYPE_CHECKING:
    from analytics.scope import Scope


def licenses_report(scope: Scope) -> Report:
    """How many seats are sold, how many of them are used, and what the others cost."""
    as_of = timezone.now()
    stock = read_stock(scope)
    history = read_history(scope, stock.seats)
    return Report(
        code="licenses",
        as_of=as_of,
        figures=list(figures(scope, stock, history)),
        cards=[
            *unassigned_cards(scope, stock),
            rate_card(history),
            adds_card(history),
            *distribution_cards(scope, stock),
            largest_changes_card(scope),
        ],
    )
