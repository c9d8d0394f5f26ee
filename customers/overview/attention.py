"""Subscriptions that somebody should look at. Each number is counted by the filter of its list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Value
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from activitylog.periods import today
from customers.filters.subscriptions import SubscriptionFilter
from customers.models import Subscription
from portal.figures import Link
from portal.plugins import Task

Wanted = tuple[str, QuerySet[Subscription], Link]
"""What a task is called, its rows, and where they are listed."""

ENDING_WITHIN = timedelta(days=14)
SOON = timedelta(days=30)
"""As analytics has it: renewals from today on, trials after today."""
SUSPENDED_FOR = timedelta(days=30)


def tasks() -> list[Task]:
    wanted = list(_wanted())
    counts = _counts([rows for _label, rows, _link in wanted])
    return [
        Task(label=label, count=counts.get(place, 0), link=link)
        for place, (label, _rows, link) in enumerate(wanted)
    ]


def _wanted() -> Iterator[Wanted]:
    day = datetime.now(UTC).date()
    yield _narrowed(
        _("Ending in 14 days, renewal off"),
        status="active",
        auto_renew="false",
        is_trial="false",
        commitment_end_from=day,
        commitment_end_to=day + ENDING_WITHIN,
    )
    yield _narrowed(
        _("Renewing in 30 days"),
        status="active",
        auto_renew="true",
        is_trial="false",
        commitment_end_from=day,
        commitment_end_to=day + SOON,
    )
    yield _narrowed(
        _("Trials ending in 30 days"),
        status="active",
        is_trial="true",
        trial_end_from=day + timedelta(days=1),
        trial_end_to=day + SOON,
    )
    yield _narrowed(
        _("Suspended longer than 30 days"),
        status="suspended",
        suspended_before=today() - SUSPENDED_FOR,
    )
    yield _narrowed(_("More than half the seats unused"), status="active", unassigned="most")


def _narrowed(label: str, **filters: object) -> Wanted:
    query = urlencode(filters)
    address = reverse("admin:customers_subscription_changelist")
    found = SubscriptionFilter(QueryDict(query), Subscription.objects.all()).qs
    return label, found, Link(f"{address}?{query}")


def _counts(found: Sequence[QuerySet[Subscription]]) -> dict[int, int]:
    """How many rows each has, by its place; those without any are left out. One query."""
    counted = [
        rows.order_by()
        .annotate(place=Value(place))
        .values("place")
        .annotate(count=Count("pk"))
        .values_list("place", "count")
        for place, rows in enumerate(found)
    ]
    return dict(counted[0].union(*counted[1:], all=True))
