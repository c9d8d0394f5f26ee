"""An order: what was bought, line by line, and the subscriptions that came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from activitylog.happenings import latest
from activitylog.links import may_open_customer, subscriptions_url
from activitylog.models import ActivityEntry
from activitylog.moments import moment_html
from customers.admin.page_tools import order_tools
from customers.states import BillingCycle
from portal.admin.facts import Fact, fact
from portal.numbers import money_text

if TYPE_CHECKING:
    from customers.models import Order, OrderLine


def order_page(request: HttpRequest, order: Order) -> dict[str, Any]:
    """What the template of the page reads."""
    linked = request.user.has_perm("customers.view_subscription")
    lines = order.lines.select_related("product", "subscription").order_by("line_number")
    customer = order.customer
    context: dict[str, Any] = {
        "title": gettext("Order %(number)s") % {"number": order},
        "order": order,
        "when": moment_html(order.created_at),
        "customer_url": subscriptions_url(customer.pk) if may_open_customer(request) else "",
        "tools": list(order_tools(request, customer)),
        "lines": [_line(line, order, linked=linked) for line in lines],
        "total": money_text(order.total_price, order.currency),
        "facts": _facts(order),
    }
    if request.user.has_perm("activitylog.view_activityentry"):
        entries = ActivityEntry.objects.listed().filter(resource_id=str(order.pk))
        context["happenings"] = latest(entries)
    return context


def _facts(order: Order) -> list[Fact]:
    names = ["partner_on_record"]
    if order.billing_cycle != BillingCycle.NONE:
        # Where lines differ, each says its own.
        names.append("billing_cycle")
    return [*(fact(order, name) for name in names), fact(order, "id", copy=True)]


def _line(line: OrderLine, order: Order, *, linked: bool) -> dict[str, Any]:
    subscription = line.subscription
    url = reverse("admin:customers_subscription_change", args=[subscription.pk]) if linked else ""
    without_billing = line.billing_cycle == BillingCycle.NONE
    return {
        "number": line.line_number + 1,
        "name": line.name,
        "product": line.product.name,
        "sku": line.product.sku,
        "url": url,
        "kind": line.get_kind_display(),
        "term": line.get_term_display(),
        "billing": "" if without_billing else line.get_billing_cycle_display(),
        "quantity": line.quantity,
        "price": money_text(line.unit_price, order.currency),
        "monthly": money_text(line.unit_price * line.quantity, order.currency),
    }
