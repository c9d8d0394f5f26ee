"""The columns of each model: for exports, and for reading files back."""

from __future__ import annotations

from customers.resources.customer_users import CustomerUserResource
from customers.resources.customers import CustomerResource
from customers.resources.movements import MovementResource
from customers.resources.orders import OrderResource
from customers.resources.products import ProductResource
from customers.resources.referrals import ReferralResource
from customers.resources.subscriptions import SubscriptionResource

__all__ = [
    "CustomerResource",
    "CustomerUserResource",
    "MovementResource",
    "OrderResource",
    "ProductResource",
    "ReferralResource",
    "SubscriptionResource",
]
