"""Customers, what can be subscribed to, what they subscribe to, and who uses it."""

from __future__ import annotations

from customers.models.customer import Customer
from customers.models.customer_user import CustomerUser
from customers.models.license import LicenseAssignment
from customers.models.movement import SubscriptionMovement
from customers.models.order import Order, OrderLine
from customers.models.product import Product
from customers.models.referral import Referral
from customers.models.subscription import Subscription

__all__ = [
    "Customer",
    "CustomerUser",
    "LicenseAssignment",
    "Order",
    "OrderLine",
    "Product",
    "Referral",
    "Subscription",
    "SubscriptionMovement",
]
