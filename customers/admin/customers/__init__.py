from __future__ import annotations

from customers.admin.customers.listing import CustomerAdmin

__all__ = ["CustomerAdmin"]
