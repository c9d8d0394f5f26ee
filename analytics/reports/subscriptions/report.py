from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from analytics.reports.subscriptions import lists
from analytics.reports.subscriptions.conversions import conversions_card
from analytics.reports.subscriptions.counts import count
from analytics.reports.subscriptions.distribution import distribution
from analytics.reports.subscriptions.figures import figures
from analytics.reports.subscriptions.months import subscriptions_per_month
from analytics.reports.subscriptions.periods import Periods
from analytics.reports.subscriptions.products import (
    products_by_licenses,
    products_by_subscriptions,
    sold_products,
)
from analytics.reports.subscriptions.risk import at_risk
from analytics.shapes import Report

if TYPE_CHECKING:
    from analytics.scope import Scope


def subscriptions_report(scope: Scope) -> Report:
    """What is sold, renewed and lost, what there is now, and what may be lost next."""
    periods = Periods(scope, timezone.now())
    counts = count(periods)
    products = sold_products(scope)
    by_family, *by_others = distribution(counts)
    return Report(
        code="subscriptions",
        as_of=periods.now,
        figures=figures(counts),
        cards=[
            subscriptions_per_month(counts),
            by_family,
            products_by_subscriptions(scope, products),
            products_by_licenses(scope, products),
            conversions_card(periods, counts.conversions),
            lists.trials_ending(counts),
            at_risk(counts),
            lists.retention(counts),
            lists.suspended(counts),
            lists.active(counts),
            *by_others,
        ],
    )
