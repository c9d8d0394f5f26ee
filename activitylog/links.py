"""Where what an entry names has a page, and who may open it."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse


def may_open_customer(request: HttpRequest) -> bool:
    return request.user.has_perms(
        ("customers.view_customer", "customers.view_customer_subscriptions")
    )


def subscriptions_url(customer_id: UUID) -> str:
    return reverse("admin:customers_customer_subscriptions", args=[customer_id])


# What others have recorded may name subscriptions that are not here.
OWN_SOURCE = "portal"
BROWSER_SOURCE = "api"
"""Whose word it is where a session of the browser adds entries; a token has a source of its own."""


def may_open_subscriptions(request: HttpRequest) -> bool:
    return request.user.has_perm("customers.view_subscription")


def may_open_analytics(request: HttpRequest) -> bool:
    return request.user.has_perm("customers.view_analytics")


def subscription_url(text: object) -> str:
    """The page of the subscription of this ID; empty where it is none."""
    try:
        key = UUID(str(text))
    except ValueError:
        return ""
    return reverse("admin:customers_subscription_change", args=[key])


def activity_url(**narrowed: object) -> str:
    """The activity log of all times, narrowed by these filters."""
    log = reverse("admin:activitylog_activityentry_changelist")
    return f"{log}?{urlencode(narrowed)}&date_from=&date_to="


def log_url(start: date, end: date, **narrowed: object) -> str:
    """The activity log of these days, both inclusive, narrowed by these filters."""
    log = reverse("admin:activitylog_activityentry_changelist")
    return f"{log}?{urlencode({'date_from': start, 'date_to': end, **narrowed})}"
