"""Subscriptions: the list of all, a page for each, and the small pages that change one."""

from __future__ import annotations

from customers.admin.subscriptions.inline import SubscriptionInline
from customers.admin.subscriptions.listing import SubscriptionAdmin

__all__ = ["SubscriptionAdmin", "SubscriptionInline"]
