"""The buttons above a customer's subscriptions and orders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from customers.admin.operations import reason_against
from customers.services.customers import ensure_reseller
from portal.admin.bar import Tool

if TYPE_CHECKING:
    from customers.models import Customer

EXPORT = ("customers.view_subscription", "customers.export_subscription")


def may_order(request: HttpRequest) -> bool:
    """All products, or trials alone."""
    user = request.user
    may_any = user.has_perm("customers.add_order") or user.has_perm("customers.order_trial")
    return may_any and user.has_perms(("customers.view_product", "customers.view_subscription"))


def reason_against_business(customer: Customer) -> str:
    """Why nothing new can be made for the customer; empty if it can."""
    return reason_against(ensure_reseller, customer)


def order_tools(request: HttpRequest, customer: Customer) -> Iterator[Tool]:
    if may_order(request) and not reason_against_business(customer):
        url = reverse("admin:customers_customer_order", args=[customer.pk])
        yield Tool(gettext("New order"), url, primary=True)


def page_tools(request: HttpRequest, customer: Customer) -> list[Tool]:
    """Export of this customer's subscriptions, and a new order."""
    tools = list(order_tools(request, customer))
    if request.user.has_perms(EXPORT):
        url = reverse("admin:customers_subscription_export")
        tools.insert(0, Tool(gettext("Export"), f"{url}?customer={customer.pk}", "export"))
    return tools
