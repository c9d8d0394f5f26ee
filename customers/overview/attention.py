"""Subscriptions that somebody should look at. Each number is counted by the filter of its list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from activitylog.periods import today
from customers.filters.subscriptions import SubscriptionFilter
from customers.models import Subscription
from portal.figures import Link
from portal.plugins import Task

ENDING_WITHIN = timedelta(days=14)
SOON = timedelta(days=30)
"""As analytics has it: renewals from today on, trials after today."""
SUSPENDED_FOR = timedelta(days=30)


def tasks() -> Iterator[Task]:
    day = datetime.now(UTC).date()
    yield _task(
        _("Ending in 14 days, renewal off"),
        status="active",
        auto_renew="false",
        is_trial="false",
        commitment_end_from=day,
        commitment_end_to=day + ENDING_WITHIN,
    )
    yield _task(
        _("Renewing in 30 days"),
        status="active",
        auto_renew="true",
        is_trial="false",
        commitment_end_from=day,
        commitment_end_to=day + SOON,
    )
    yield _task(
        _("Trials ending in 30 days"),
        status="active",
        is_trial="true",
        trial_end_from=day + timedelta(days=1),
        trial_end_to=day + SOON,
    )
    yield _task(
        _("Suspended longer than 30 days"),
        status="suspended",
        suspended_before=today() - SUSPENDED_FOR,
    )
    yield _task(_("More than half the seats unused"), status="active", unassigned="most")


def _task(label: str, **narrowed: object) -> Task:
    query = urlencode(narrowed)
    found = SubscriptionFilter(QueryDict(query), Subscription.objects.all()).qs
    address = reverse("admin:customers_subscription_changelist")
    return Task(label=label, count=found.count(), link=Link(f"{address}?{query}"))
