"""A subscription: all that is known of it, who uses it, how it came about, what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from activitylog.admin.acting import acting
from activitylog.happenings import latest
from activitylog.links import activity_url, may_open_customer, subscriptions_url
from activitylog.models import ActivityEntry
from activitylog.moments import moment_html
from customers.admin import cells
from customers.admin.page_tools import order_tools
from customers.admin.subscriptions.actions import Offer
from customers.admin.subscriptions.changing import page_url
from customers.admin.subscriptions.facts import side_facts
from customers.models import LicenseAssignment, OrderLine, Subscription
from customers.states import BillingCycle
from customers.wording import end_text
from portal.admin.bar import Tool
from portal.numbers import money_text

MOST_USERS = 50
MOST_LINES = 20


def subscription_page(request: HttpRequest, subscription: Subscription) -> dict[str, Any]:
    """What the template of the page reads."""
    customer = subscription.customer
    without_billing = subscription.billing_cycle == BillingCycle.NONE
    offer = Offer(acting(request), timezone.now(), back=page_url(subscription))
    context: dict[str, Any] = {
        "title": str(subscription),
        "subscription": subscription,
        "customer_url": subscriptions_url(customer.pk) if may_open_customer(request) else "",
        "actions": offer.actions(subscription),
        "tools": [*_movements(request, subscription), *order_tools(request, customer)],
        "seats": cells.assigned_seats(subscription),
        "monthly": money_text(subscription.monthly_price, subscription.currency),
        "price": money_text(subscription.unit_price, subscription.currency),
        "billing": "" if without_billing else subscription.get_billing_cycle_display(),
        "ends_text": end_text(subscription),
        "facts": side_facts(subscription),
        "add_ons": subscription.add_ons.order_by("folded", "id"),
        **_users(request, subscription),
        **_orders(request, subscription),
    }
    if request.user.has_perm("activitylog.view_activityentry"):
        entries = ActivityEntry.objects.listed().filter(resource_id__in=_resources(subscription))
        context["happenings"] = latest(entries)
        context["log_url"] = activity_url(resource_id=subscription.pk)
    return context


def _movements(request: HttpRequest, subscription: Subscription) -> Iterator[Tool]:
    """The way to what changed of it in numbers, for who may see that."""
    if request.user.has_perm("customers.view_subscriptionmovement"):
        url = reverse("admin:customers_subscriptionmovement_changelist")
        yield Tool(gettext("Movements"), f"{url}?subscription={subscription.pk}")


def _resources(subscription: Subscription) -> list[str]:
    """What entries name that tell of it: itself, and the orders that made or enlarged it."""
    orders = _order_lines(subscription).values_list("order_id", flat=True)
    return [str(subscription.pk), *map(str, orders)]


def _order_lines(subscription: Subscription) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(subscription=subscription)
    return lines.order_by("-order__created_at", "-order_id")[:MOST_LINES]


def _users(request: HttpRequest, subscription: Subscription) -> dict[str, Any]:
    """Who has its licenses, for who may see the customer's users."""
    if not request.user.has_perms(("customers.view_customer", "customers.view_customeruser")):
        return {}
    rows = LicenseAssignment.objects.filter(subscription=subscription)
    rows = rows.select_related("customer_user").order_by("customer_user__folded", "pk")
    return {
        "may_see_users": True,
        "users": [row.customer_user for row in rows[:MOST_USERS]],
        "more_users": max(subscription.assigned_quantity - MOST_USERS, 0),
        "users_url": reverse("admin:customers_customer_users", args=[subscription.customer_id]),
    }


def _orders(request: HttpRequest, subscription: Subscription) -> dict[str, Any]:
    """The lines that made or enlarged it, for who may see orders."""
    if not request.user.has_perm("customers.view_order"):
        return {}
    return {
        "may_see_orders": True,
        "lines": [
            {
                "order": line.order,
                "url": reverse("admin:customers_order_change", args=[line.order_id]),
                "when": moment_html(line.order.created_at),
                "kind": line.get_kind_display(),
                "quantity": line.quantity,
                "price": money_text(line.unit_price, line.order.currency),
            }
            for line in _order_lines(subscription).select_related("order")
        ],
    }
