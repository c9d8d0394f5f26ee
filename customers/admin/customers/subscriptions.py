from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from activitylog.admin.acting import acting
from activitylog.links import may_open_customer
from customers.admin import cells
from customers.admin.bars import subscriptions_text
from customers.admin.head import head
from customers.admin.page_tools import page_tools
from customers.admin.subscriptions import Offer
from customers.models import Customer, Subscription
from customers.states import BillingCycle, Status
from customers.wording import end_text, monthly_value_text
from portal.numbers import grouped

if TYPE_CHECKING:
    from uuid import UUID

    from customers.admin.customers import CustomerAdmin

# Of a customer with more, the list of subscriptions has all.
MOST = 200


def subscriptions_page(
    admin: CustomerAdmin, request: HttpRequest, customer_id: UUID
) -> HttpResponse:
    """A customer's subscriptions: what they have, how many, when each renews or ends, and what
    can be done with it."""
    if not may_open_customer(request):
        raise PermissionDenied
    customer = get_object_or_404(Customer, pk=customer_id)
    rows = customer.subscriptions.order_by("folded", "id")
    joined = rows.select_related("product__converts_to").prefetch_related("add_ons")
    shown = list(joined[:MOST])
    count = len(shown) if len(shown) < MOST else rows.count()
    tools = page_tools(request, customer)
    context = {
        **admin.admin_site.each_context(request),
        **head(request, customer, here="subscriptions", subscriptions=count, tools=tools),
        "title": gettext("Subscriptions of %(customer)s") % {"customer": customer},
        "opts": admin.opts,
        "subscriptions": _rows_with_actions(request, shown),
        "with_actions": True,
        "summary": _summary(customer, shown, count),
    }
    return TemplateResponse(request, "admin/customers/customer/subscriptions.html", context)


def _rows_with_actions(
    request: HttpRequest, subscriptions: Sequence[Subscription]
) -> list[dict[str, Any]]:
    offer = Offer(acting(request), timezone.now(), back=request.path)
    return [table_row(row) | {"actions": offer.actions(row)} for row in subscriptions]


def table_row(subscription: Subscription) -> dict[str, Any]:
    """A subscription as the table of a customer's subscriptions reads it."""
    without_billing = subscription.billing_cycle == BillingCycle.NONE
    return {
        "name": subscription.name,
        "sku": subscription.product.sku,
        "product": subscription.product.name,
        "seats": cells.assigned_seats(subscription),
        "status_label": subscription.get_status_display(),
        "badge": subscription.badge,
        "term": subscription.get_term_display(),
        "billing": "" if without_billing else subscription.get_billing_cycle_display(),
        "ends_label": end_text(subscription),
        "renews": subscription.renews,
        "ends": subscription.ends,
        "trial": subscription.is_trial,
        "url": reverse("admin:customers_subscription_change", args=[subscription.pk]),
    }


def _summary(customer: Customer, shown: Sequence[Subscription], count: int) -> SafeString:
    """How many there are; and of how many the first ones are shown, if not all are."""
    total = subscriptions_text(count) % {"count": grouped(count)}
    if count > len(shown):
        return format_html(
            '<strong>{}</strong> · {} <a href="{}?customer={}">{}</a>',
            total,
            gettext("the first %(count)s are shown.") % {"count": grouped(len(shown))},
            reverse("admin:customers_subscription_changelist"),
            customer.pk,
            gettext("All subscriptions"),
        )
    active = [item for item in shown if item.status == Status.ACTIVE]
    return format_html(
        '<strong>{}</strong> <span class="muted">· {} · {} · {}</span>',
        total,
        gettext("%(count)s active") % {"count": grouped(len(active))},
        gettext("%(assigned)s of %(count)s seats assigned")
        % {
            "assigned": grouped(sum(item.assigned_quantity for item in active)),
            "count": grouped(sum(item.quantity for item in active)),
        },
        monthly_value_text(active, customer.currency),
    )
