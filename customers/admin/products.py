from __future__ import annotations

from django.contrib import admin

from activitylog.admin.recorded import RecordedExport
from customers.admin.bars import ProductBar
from customers.filters import ProductFilter
from customers.models import Product
from customers.resources import ProductResource
from portal.admin import ReadOnly


@admin.register(Product)
class ProductAdmin(ReadOnly, RecordedExport[Product]):
    """The list of products, and a page for each."""

    filterset_class = ProductFilter
    resource_class = ProductResource
    export_name = "products"
    bar_class = ProductBar
    bar_rows = (("q", "family"),)
    keyset = ("folded", "id")
    list_display = ("name", "sku", "family")
    fields = ("name", "sku", "family", "id")
    readonly_fields = ("id",)
