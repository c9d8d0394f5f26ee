"""The cells of a list of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from activitylog.links import subscriptions_url
from activitylog.moments import moment_html
from portal.numbers import grouped, money_text

if TYPE_CHECKING:
    from customers.models import Order

COUNTED = "counted_lines"
"""What the list has counted for its rows."""


@admin.display(description=_("ordered at"))
def created_at(order: Order) -> SafeString:
    return moment_html(order.created_at)


@admin.display(description=_("customer"))
def customer(order: Order) -> SafeString:
    shown = order.customer
    return format_html('<span class="name" title="{}">{}</span>', shown, shown)


@admin.display(description=_("customer"))
def linked_customer(order: Order) -> SafeString:
    """For who may open the customer's pages."""
    shown = order.customer
    return format_html(
        '<a class="name" href="{}" title="{}">{}</a>', subscriptions_url(shown.pk), shown, shown
    )


@admin.display(description=_("lines"))
def lines(order: Order) -> str:
    return grouped(getattr(order, COUNTED))


@admin.display(description=_("total before tax"))
def total(order: Order) -> str:
    return money_text(order.total_price, order.currency)
