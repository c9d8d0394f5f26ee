from __future__ import annotations

from customers.models import Product
from customers.resources.table import TableResource


class ProductResource(TableResource):
    """The columns of a product."""

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
