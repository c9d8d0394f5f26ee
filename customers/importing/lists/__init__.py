"""What a row of each list takes."""

from __future__ import annotations

from customers.importing.lists.customer_users import user_steps
from customers.importing.lists.customers import customer_steps
from customers.importing.lists.products import product_steps
from customers.importing.lists.subscriptions import subscription_steps

__all__ = ["customer_steps", "product_steps", "subscription_steps", "user_steps"]
