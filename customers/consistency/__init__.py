"""Whether the rows are what the log says they have become."""

from __future__ import annotations

from customers.consistency.differences import Difference
from customers.consistency.movements import check_movements
from customers.consistency.orders import check_orders
from customers.consistency.subscriptions import check_subscriptions

__all__ = ["Difference", "check_movements", "check_orders", "check_subscriptions"]
