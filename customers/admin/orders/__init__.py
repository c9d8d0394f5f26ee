"""Orders: the list of all and of one customer's, and a page for each."""

from __future__ import annotations

from customers.admin.orders.listing import CustomerOrders, OrderAdmin

__all__ = ["CustomerOrders", "OrderAdmin"]
