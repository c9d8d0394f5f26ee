"""Subscriptions: the list of all, a page for each, and the small pages that change one."""

from __future__ import annotations

from customers.admin.subscriptions.actions import Actions, Offer
from customers.admin.subscriptions.listing import SubscriptionAdmin

__all__ = ["Actions", "Offer", "SubscriptionAdmin"]
