"""The people who work at customers: their list, a page for each, and what changes one."""

from __future__ import annotations

from customers.admin.users.listing import CustomerUserAdmin, CustomerUsers

__all__ = ["CustomerUserAdmin", "CustomerUsers"]
