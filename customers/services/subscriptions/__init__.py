"""Subscriptions: everything that staff, and time, do to them."""

from __future__ import annotations

from customers.services.subscriptions.advancing import (
    advance_subscription,
    count_due_subscriptions,
    due_subscriptions,
)
from customers.services.subscriptions.moving import convert_trial, upgrade
from customers.services.subscriptions.naming import rename
from customers.services.subscriptions.quantity import change_quantity
from customers.services.subscriptions.refunds import refundable_quantity
from customers.services.subscriptions.renewal import change_renewal, set_auto_renew
from customers.services.subscriptions.rules import upgrade_targets
from customers.services.subscriptions.status import cancel, reactivate, suspend

__all__ = [
    "advance_subscription",
    "cancel",
    "change_quantity",
    "change_renewal",
    "convert_trial",
    "count_due_subscriptions",
    "due_subscriptions",
    "reactivate",
    "refundable_quantity",
    "rename",
    "set_auto_renew",
    "suspend",
    "upgrade",
    "upgrade_targets",
]
