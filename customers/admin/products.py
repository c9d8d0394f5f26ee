from __future__ import annotations

from django.contrib import admin

from customers.admin.bars import ProductBar
from customers.admin.importing import ImportingAdmin
from customers.admin.importing.lists import product_steps
from customers.filters import ProductFilter
from customers.models import Product
from customers.resources import ProductResource
from portal.admin import ReadOnly


@admin.register(Product)
class ProductAdmin(ReadOnly, ImportingAdmin[Product]):
    """The list of products, and a page for each."""

    filterset_class = ProductFilter
    resource_class = ProductResource
    import_steps = product_steps
    export_name = "products"
    bar_class = ProductBar
    bar_rows = (("q", "family"),)
    keyset = ("folded", "id")
    list_display = ("name", "sku", "family")
    fields = ("name", "sku", "family", "id")
    readonly_fields = ("id",)
