from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from customers.wording import end_text

if TYPE_CHECKING:
    from customers.models import Customer, Subscription

NOTHING = format_html('<span class="none">{}</span>', "–")


def status_badge(subscription: Subscription) -> SafeString:
    return format_html(
        '<span class="badge {}">{}</span>', subscription.badge, subscription.get_status_display()
    )


def term_end(subscription: Subscription) -> SafeString | str:
    text = end_text(subscription)
    if subscription.ends and text:
        return format_html('<span class="ends">{}</span>', text)
    return text or NOTHING


def subscriptions_url(customer: Customer) -> str:
    return reverse("admin:customers_customer_subscriptions", args=[customer.pk])


def activity_url(name: str, value: object) -> str:
    """The activity log of all times, narrowed by this filter."""
    log = reverse("admin:activitylog_activityentry_changelist")
    return f"{log}?{name}={value}&date_from=&date_to="
