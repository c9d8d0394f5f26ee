"""What every page of a customer begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from activitylog.links import may_open_customer, subscriptions_url
from customers.admin.cells import activity_url

if TYPE_CHECKING:
    from customers.models import Customer


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


def head(
    request: HttpRequest, customer: Customer, *, here: str, subscriptions: int | None = None
) -> dict[str, Any]:
    may_see_log = request.user.has_perm("activitylog.view_activityentry")
    return {
        "customer": customer,
        "activity_url": activity_url("customer", customer.pk) if may_see_log else "",
        "tabs": list(_tabs(request, customer, here, subscriptions)),
    }


def _tabs(
    request: HttpRequest, customer: Customer, here: str, subscriptions: int | None
) -> Iterator[Tab]:
    """The pages that this reader may open."""
    overview = reverse("admin:customers_customer_change", args=[customer.pk])
    yield Tab(gettext("Overview"), overview, current=here == "overview")
    if may_open_customer(request):
        url, current = subscriptions_url(customer.pk), here == "subscriptions"
        yield Tab(gettext("Subscriptions"), url, current, subscriptions)
    if request.user.has_perm("activitylog.view_activityentry"):
        yield Tab(gettext("Activity"), activity_url("customer", customer.pk))
