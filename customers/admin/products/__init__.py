"""Products: the list of all, a page for each, and the pages that add and change one."""

from __future__ import annotations

from customers.admin.products.listing import ProductAdmin

__all__ = ["ProductAdmin"]
