from __future__ import annotations

from django.contrib import admin

from customers.admin.bars import ProductBar
from customers.filters import ProductFilter
from customers.models import Product
from portal.admin import FilterSetAdmin, ReadOnly


@admin.register(Product)
class ProductAdmin(ReadOnly, FilterSetAdmin[Product]):
    """The list of products, and a page for each."""

    filterset_class = ProductFilter
    bar_class = ProductBar
    bar_rows = (("q", "family"),)
    keyset = ("folded", "id")
    list_display = ("name", "sku", "family")
    fields = ("name", "sku", "family", "id")
    readonly_fields = ("id",)
