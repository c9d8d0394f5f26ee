from __future__ import annotations

from typing import Any, ClassVar

from customers.models import Product
from customers.resources.reading import ReadingResource
from customers.services.products import PRODUCT_FIELDS


class ProductResource(ReadingResource):
    """The columns of a product."""

    # The catalogue of another portal keeps its IDs, for others point at them.
    needs_known_key = ""
    unique: ClassVar[Any] = {"sku": str}
    writable = PRODUCT_FIELDS

    class Meta:
        model = Product
        fields = (*PRODUCT_FIELDS, "id")
