from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from customers.admin.bars import ProductBar
from customers.admin.cells import activity_url
from customers.admin.importing import ImportingAdmin
from customers.admin.importing.lists import product_steps
from customers.admin.operations import operation_path
from customers.admin.products import cells
from customers.admin.products.page import product_page
from customers.admin.products.pages import AddProduct, ChangeProduct
from customers.filters import ProductFilter
from customers.models import Product
from customers.resources import ProductResource
from portal.admin import NavItem, ReadOnly


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
    change_list_template = "admin/customers/change_list.html"
    list_display: ClassVar[Any] = (
        cells.name,
        "sku",
        "family",
        cells.list_price,
        cells.terms,
        cells.limits,
        cells.availability,
    )
    nav = NavItem(
        group="business",
        order=50,
        icon="product",
        description=_("What can be ordered, for how long, in which quantities, at which price."),
    )

    def get_urls(self) -> list[URLPattern]:
        return [
            operation_path("<uuid:product_id>/edit/", ChangeProduct, "customers_product_edit"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # For the button; the page is the service's own.
        return request.user.has_perm(AddProduct.operation.permission)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        return AddProduct.as_view()(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a product. What changes one is a page of its own."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        product = self.get_object(request, unquote(object_id))
        if product is None:
            raise Http404
        context = {**self.admin_site.each_context(request), **product_page(request, product)}
        return TemplateResponse(request, "admin/customers/product/page.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(activity_url("resource_id", object_id))
