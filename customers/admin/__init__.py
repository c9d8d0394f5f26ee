from __future__ import annotations

from customers.admin.customers import CustomerAdmin
from customers.admin.products import ProductAdmin
from customers.admin.subscriptions import SubscriptionAdmin

__all__ = ["CustomerAdmin", "ProductAdmin", "SubscriptionAdmin"]
