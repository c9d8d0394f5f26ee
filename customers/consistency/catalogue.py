"""Which product a SKU has stood for."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from activitylog.json_text import parse
from activitylog.models import ActivityEntry
from customers.models import Product


class Catalogue:
    """Products by all the SKUs that they have had; asked only where two SKUs differ."""

    @cached_property
    def _products(self) -> dict[str, set[str]]:
        products = defaultdict(set)
        for key, sku in Product.objects.values_list("pk", "sku"):
            products[sku].add(str(key))
        renamed = ActivityEntry.objects.filter(
            action="update_product", source="portal", status="succeeded"
        )
        for text in renamed.values_list("old_value", flat=True).iterator():
            value = parse(text or "{}")
            products[str(value.get("Sku"))].add(str(value.get("Id")))
        return products

    def are_same(self, sku: str | None, other: str | None) -> bool:
        """Whether both SKUs are, or were, one product's."""
        if sku == other:
            return True
        products = self._products
        return bool(products.get(str(sku), set()) & products.get(str(other), set()))
