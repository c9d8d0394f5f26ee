"""How many subscriptions there are now, of each meaning, and what the active ones are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from analytics.reports import meanings
from analytics.reports.subscriptions import by_day

if TYPE_CHECKING:
    from analytics.reports.subscriptions.periods import Periods

BY = {
    "family": "product__family",
    "term": "term",
    "billing_cycle": "billing_cycle",
    "country": "customer__country",
}
"""The filters of the list, and the fields they narrow by."""


@dataclass(frozen=True, slots=True)
class Share:
    """The active subscriptions that have these codes."""

    codes: Mapping[str, str]
    subscriptions: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    active: int
    active_paid: int
    suspended: int
    suspended_paid: int
    renewing: int
    renewed: int
    trials_ending: int
    at_risk_ending: int
    shares: Sequence[Share]


def read_standing(periods: Periods) -> Standing:
    """All by one query: counted by codes, and added up here."""
    meant = {
        "active": meanings.ACTIVE,
        "active_paid": meanings.ACTIVE_PAID,
        "suspended": meanings.SUSPENDED,
        "suspended_paid": meanings.SUSPENDED_PAID,
        "renewing": by_day.renewing(periods),
        "renewed": by_day.renewed(periods),
        "trials_ending": by_day.trials_ending(periods),
        "at_risk_ending": by_day.at_risk_ending(periods),
    }
    groups = (
        periods.scope.subscriptions()
        .order_by()
        .values(*BY.values())
        .annotate(
            seats=Sum("quantity", filter=meanings.ACTIVE.rows, default=0),
            **{name: Count("pk", filter=meaning.rows) for name, meaning in meant.items()},
        )
    )
    totals: Counter[str] = Counter()
    shares = []
    for group in groups:
        totals.update({name: group[name] for name in meant})
        if group["active"]:
            codes = {name: group[field] for name, field in BY.items()}
            shares.append(Share(codes, group["active"], group["seats"]))
    return Standing(**{name: totals[name] for name in meant}, shares=shares)
