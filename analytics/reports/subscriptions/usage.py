"""Subscriptions with fewer seats assigned than 30 days ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Sum, Window

from customers.filters.risk import license_movements
from customers.states import Status

if TYPE_CHECKING:
    from analytics.reports.subscriptions.periods import Periods

FIRST = 10


@dataclass(frozen=True, slots=True)
class UsedLess:
    count: int
    seats: Mapping[UUID, int]
    """Of the first of them, how many seats fewer, most first."""


def read_used_less(periods: Periods) -> UsedLess:
    """How many, and the first, by one query: the same rows as the filter of the list finds."""
    active = periods.scope.subscriptions().filter(status=Status.ACTIVE)
    changes = (
        license_movements(periods.today)
        .filter(subscription__in=active)
        .values("subscription")
        .annotate(change=Sum("active_assigned_quantity"))
        .filter(change__lt=0)
        .annotate(count=Window(Count("*")))
        .order_by("change", "subscription")
        .values_list("subscription", "change", "count")
    )
    found = list(changes[:FIRST])
    return UsedLess(found[0][2] if found else 0, {key: -change for key, change, _count in found})
