"""Where an entry's customer has a page, and who may open it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse


def may_open_customer(request: HttpRequest) -> bool:
    return request.user.has_perms(
        ("customers.view_customer", "customers.view_customer_subscriptions")
    )


def subscriptions_url(customer_id: UUID) -> str:
    return reverse("admin:customers_customer_subscriptions", args=[customer_id])
