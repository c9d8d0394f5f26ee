"""Which product a SKU has stood for."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cached_property
from uuid import UUID

from activitylog.json_text import parse
from activitylog.keys import LATEST
from customers.consistency.entries import OURS
from customers.models import Product


class Catalogue:
    """Products by all the SKUs that they have had."""

    @cached_property
    def _holders(self) -> dict[str, list[tuple[datetime, UUID]]]:
        """Until when which product had a SKU; each SKU has one product at a time."""
        holders = defaultdict(list)
        for key, sku in Product.objects.values_list("pk", "sku"):
            holders[sku].append((LATEST, key))
        changed = OURS.filter(action="update_product").order_by("id")
        texts = changed.values_list("occurred_at", "old_value", "new_value")
        for occurred_at, old_text, new_text in texts.iterator():
            old, new = parse(old_text or "{}"), parse(new_text or "{}")
            if old.get("Sku") != new.get("Sku"):
                holders[str(old.get("Sku"))].append((occurred_at, UUID(str(old.get("Id")))))
        return {sku: sorted(held) for sku, held in holders.items()}

    def are_same(self, sku: str | None, other: str | None) -> bool:
        """Whether both SKUs are, or were, one product's. Asked only where two SKUs differ."""
        if sku == other:
            return True
        one, another = self._products(str(sku)), self._products(str(other))
        return bool(one & another)

    def _products(self, sku: str) -> set[UUID]:
        return {key for _until, key in self._holders.get(sku, ())}

    def product(self, sku: str, at: datetime) -> UUID | None:
        """The product that had this SKU at this moment, or had it last before."""
        held = self._holders.get(sku, [])
        return next((key for until, key in held if until > at), held[-1][1] if held else None)
