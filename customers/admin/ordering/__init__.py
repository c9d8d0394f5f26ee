"""New order: several products chosen, checked with what they cost, then placed."""

from __future__ import annotations

from customers.admin.ordering.page import OrderingPage

__all__ = ["OrderingPage"]
