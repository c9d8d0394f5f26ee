from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.filters.choices import CodeOrNothingFilter, families
from customers.folding import FoldedQuerySet
from customers.models import Product
from portal.filters import PartFilter, StrictFilterSet, is_id

Rows = FoldedQuerySet[Product]


class ProductFilter(StrictFilterSet):
    """Which products a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    family = CodeOrNothingFilter(label=_("Family"), groups=families)

    def search(self, products: Rows, _name: str, text: str) -> Rows:
        """Name or SKU."""
        return products.filter(products.has(text) | is_id(text))
