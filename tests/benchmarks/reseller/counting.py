"""What the pages are measured against: the rows themselves, counted by one statement each."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import TruncDay, TruncMonth
from django.utils import timezone

from activitylog.keys import EARLIEST, floor_key
from activitylog.models import ActivityEntry
from customers.models import SubscriptionMovement

Rows = QuerySet[Any, Any]


def _entries(days: int | None) -> Rows:
    since = timezone.now() - timedelta(days=days) if days else EARLIEST
    return ActivityEntry.objects.filter(id__gte=floor_key(since))


def _entries_by(name: str, days: int | None) -> Rows:
    rows = _entries(days).order_by().annotate(day=TruncDay("occurred_at"))
    found: Rows = rows.values(name).annotate(entries=Count("pk"))
    return found


def _first_times() -> Rows:
    pairs = _entries(None).order_by().values("partner_user", "action")
    found: Rows = pairs.annotate(last=Max("occurred_at"))
    return found


def _movements() -> Rows:
    rows = SubscriptionMovement.objects.order_by().annotate(month=TruncMonth("occurred_at"))
    by = rows.values("month", "kind", "is_trial", "currency", "product__family")
    return by.annotate(Count("pk"), Sum("quantity"), Sum("monthly_price"), Sum("amount"))


STATEMENTS: dict[str, Callable[[], Rows]] = {
    "all entries by day": lambda: _entries_by("day", None),
    "all entries by customer": lambda: _entries_by("customer_id", None),
    "all entries by partner user and action": _first_times,
    "entries of 30 days by customer": lambda: _entries_by("customer_id", 30),
    "all movements by month, kind, family, currency": _movements,
}


def seconds(statement: Callable[[], Rows]) -> float:
    start = time.perf_counter()
    list(statement())
    return time.perf_counter() - start
