from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from customers.admin.bars import ProductBar
from customers.admin.importing import ImportingAdmin
from customers.admin.own_pages import OwnPages
from customers.admin.products import cells
from customers.admin.products.page import product_page
from customers.admin.products.pages import AddProduct, ChangeProduct
from customers.filters import ProductFilter
from customers.importing.lists import product_steps
from customers.models import Product
from customers.resources import ProductResource
from portal.admin import NavItem
from portal.admin.form_page import page_path


@admin.register(Product)
class ProductAdmin(OwnPages[Product], ImportingAdmin[Product]):
    """The list of products, and a page for each."""

    filterset_class = ProductFilter
    resource_class = ProductResource
    import_steps = product_steps
    export_name = "products"
    bar_class = ProductBar
    bar_rows = (("q", "family"),)
    keyset = ("folded", "id")
    change_list_template = "admin/thing_list.html"
    list_display: Any = (
        cells.name,
        "sku",
        "family",
        cells.list_price,
        cells.terms,
        cells.limits,
        cells.availability,
    )
    page_template = "admin/customers/product/page.html"
    adding = AddProduct
    nav = NavItem(
        group="business",
        order=50,
        icon="product",
        description=_("What can be ordered, for how long, in which quantities, at which price."),
    )

    def get_urls(self) -> list[URLPattern]:
        return [
            page_path("<uuid:product_id>/edit/", ChangeProduct, "customers_product_edit"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, row: Product) -> dict[str, Any]:
        return product_page(request, row)
