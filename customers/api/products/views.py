from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from customers.api.access import to_read, to_write
from customers.api.creating import create
from customers.api.parts import together
from customers.api.products.bodies import ProductBody
from customers.api.products.serializers import ProductSerializer
from customers.api.rows import RowView
from customers.filters import ProductFilter
from customers.models import Product
from customers.services.products import PRODUCT_FIELDS, create_product, update_product
from portal.api.bodies import read_body
from portal.api.describing import changes, creates, lists, reads
from portal.api.idempotency import Idempotent
from portal.api.lists import ListView

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

VIEW = "customers.view_product"


class OneProduct(RowView[Product]):
    reading = to_read(VIEW)
    writing = to_write(VIEW, update_product)
    serializer_class = ProductSerializer
    name, key = "api_product", "product_id"
    queryset = Product.objects.all()

    @reads("get_product", ProductSerializer)
    def get(self, request: Request, product_id: UUID) -> Response:
        """Get a product."""
        return self.show(request)

    @changes("change_product", ProductSerializer, ProductBody)
    def patch(self, request: Request, product_id: UUID) -> Response:
        """Change a product.

        Subscriptions keep the price of their term until they renew.
        """
        return self.patch_row(request, [together(update_product, PRODUCT_FIELDS)], ProductBody)


class Products(ListView[Product], Idempotent):
    reading = to_read(VIEW)
    writing = to_write(VIEW, create_product)
    filterset_class = ProductFilter
    keyset = ("folded", "id")
    serializer_class = ProductSerializer
    queryset = Product.objects.all()

    @lists("list_products", ProductSerializer, ProductFilter)
    def get(self, request: Request) -> Response:
        """List products, by name."""
        return self.page(request)

    @creates("create_product", ProductSerializer, ProductBody)
    def post(self, request: Request) -> Response:
        """Add a product to the catalogue."""
        call = partial(create_product, values=read_body(request, ProductBody))
        return create(self, OneProduct, call)
