"""Subscriptions: the list of all, a page for each, and the small pages that change one."""

from __future__ import annotations

from customers.admin.subscriptions.actions import Actions, Offer
from customers.admin.subscriptions.changing import running_add_ons
from customers.admin.subscriptions.listing import SubscriptionAdmin

__all__ = ["Actions", "Offer", "SubscriptionAdmin", "running_add_ons"]
