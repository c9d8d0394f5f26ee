from __future__ import annotations

from customers.admin.customers import CustomerAdmin
from customers.admin.movements import MovementAdmin
from customers.admin.orders import OrderAdmin
from customers.admin.products import ProductAdmin
from customers.admin.referrals import ReferralAdmin
from customers.admin.subscriptions import SubscriptionAdmin
from customers.admin.users import CustomerUserAdmin

__all__ = [
    "CustomerAdmin",
    "CustomerUserAdmin",
    "MovementAdmin",
    "OrderAdmin",
    "ProductAdmin",
    "ReferralAdmin",
    "SubscriptionAdmin",
]
