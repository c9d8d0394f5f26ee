from __future__ import annotations

from typing import Any, ClassVar

from customers.models import Product
from customers.resources.reading import ReadingResource


class ProductResource(ReadingResource):
    """The columns of a product."""

    # The catalogue of another portal keeps its IDs, for others point at them.
    needs_known_key = ""
    unique: ClassVar[Any] = {"sku": str}
    writable = (
        "name",
        "sku",
        "family",
        "minimum_quantity",
        "maximum_quantity",
        "terms",
        "billing_cycles",
        "is_trial",
        "converts_to",
        "is_add_on",
        "is_available",
        "list_price",
        "currency",
    )

    class Meta:
        model = Product
        fields = (
            "name",
            "sku",
            "family",
            "minimum_quantity",
            "maximum_quantity",
            "terms",
            "billing_cycles",
            "is_trial",
            "converts_to",
            "is_add_on",
            "is_available",
            "list_price",
            "currency",
            "id",
        )
