from __future__ import annotations

from typing import Any

from customers.filters import OrderFilter
from portal.filters import MomentRange


class OrderApiFilter(MomentRange, OrderFilter):
    """The filters of orders, as programs give them."""


class CustomerOrderApiFilter(OrderApiFilter):
    """The same of one customer."""

    customer: Any = None
