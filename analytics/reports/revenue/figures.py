from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from analytics.reports.revenue import definitions
from analytics.reports.revenue.flows import CHURN, CONTRACTION, EXPANSION, Flow
from analytics.reports.revenue.recurring import link_to_mrr, link_to_what_recurs
from analytics.reports.segments import ONE_DAY
from analytics.reports.shares import share
from analytics.reports.spans import SINCE_START
from portal.figures import Figure, Unit

if TYPE_CHECKING:
    from analytics.reports.revenue.history import History
    from analytics.scope import Scope

_CHANGES = {
    EXPANSION: definitions.EXPANSION,
    CONTRACTION: definitions.CONTRACTION,
    CHURN: definitions.CHURN,
}


def figures(history: History) -> Iterator[Figure]:
    ends = [history.mrr_at(part.end) for part in history.ends]
    at_start = _opening(history, history.scope)
    yield _ttm(history)
    yield Figure(
        code="monthly_recurring_revenue",
        label=_("Monthly recurring revenue"),
        value=history.mrr,
        previous=at_start,
        compared=SINCE_START,
        unit=Unit.MONEY,
        currency=history.currency,
        link=link_to_mrr(history.scope, history.currency),
        better="more",
        history=ends,
        definition=definitions.MRR,
    )
    yield Figure(
        code="annual_run_rate",
        label=_("Annual run rate"),
        value=12 * history.mrr,
        previous=None if at_start is None else 12 * at_start,
        compared=SINCE_START,
        unit=Unit.MONEY,
        currency=history.currency,
        link=link_to_what_recurs(history.scope, history.currency),
        better="more",
        history=[12 * mrr for mrr in ends],
        definition=definitions.RUN_RATE,
    )
    for flow, definition in _CHANGES.items():
        yield _change(history, flow, definition)
    before = history.scope.before()
    yield Figure(
        code="net_revenue_retention",
        label=_("Net revenue retention"),
        value=_retention(history, history.scope),
        unit=Unit.SHARE,
        link=history.link_to_flows(tuple(_CHANGES)),
        previous=_retention(history, before) if before else None,
        better="more",
        definition=definitions.RETENTION,
    )


def _ttm(history: History) -> Figure:
    months = {"first": _month(history.year.start), "last": _month(history.year.end)}
    return Figure(
        code="revenue_ttm",
        label=_("Revenue, %(first)s to %(last)s") % months,
        value=history.revenue(history.year),
        unit=Unit.MONEY,
        currency=history.currency,
        link=history.link_to_revenue(history.year),
        better="more",
        definition=definitions.REVENUE_TTM,
    )


def _month(day: date | None) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT") if day else ""


def _change(history: History, flow: Flow, definition: Promise) -> Figure:
    scope, before = history.scope, history.scope.before()
    return Figure(
        code=flow.code,
        label=flow.label,
        value=history.flow(flow, scope),
        unit=Unit.MONEY,
        currency=history.currency,
        link=history.link_to_flow(flow, scope),
        previous=history.flow(flow, before) if before else None,
        # What makes it less is below zero.
        better="more",
        history=[history.flow(flow, scope.during(part.start, part.end)) for part in history.months],
        definition=definition,
    )


def _retention(history: History, scope: Scope) -> Decimal | None:
    """None where the period has no beginning, and where there was nothing to keep."""
    opening = _opening(history, scope)
    if opening is None:
        return None
    changes = sum((history.flow(flow, scope) for flow in _CHANGES), Decimal(0))
    return share(opening + changes, opening)


def _opening(history: History, scope: Scope) -> Decimal | None:
    """What recurred when the period began; None where it has no beginning."""
    return history.mrr_at(scope.start - ONE_DAY) if scope.start else None
