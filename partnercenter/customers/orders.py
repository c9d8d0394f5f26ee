from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from customers.models import Order, OrderLine
from partnercenter.customers.describing import (
    BILLING,
    CUSTOMER_ID,
    ORDER_ID,
    RESELLER,
    SYSTEM_PURCHASES,
    WITH_PRICES,
)
from partnercenter.customers.finding import customer_key, find
from partnercenter.customers.lists import Listing, answered
from partnercenter.customers.parameters import read_billing_cycle, read_flag
from partnercenter.customers.structs.order import WireOrder, order
from partnercenter.wire.describing import PAGING
from partnercenter.wire.pages import Page
from partnercenter.wire.queries import query_of
from partnercenter.wire.refusing import Code
from partnercenter.wire.schemas import collection_of, schema_of
from partnercenter.wire.views import WireView
from portal.api.access import Access

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDER = schema_of(WireOrder)
NEWEST_FIRST = ("-created_at", "-id")
# An order may have hundreds of lines; they are all kept until the page is answered.
MOST_LINES = 5_000


class OrderView(WireView):
    reading = Access("customers:read", ("customers.view_order",))


class OrderList(OrderView):
    operation = "list_orders"

    @extend_schema(
        parameters=[CUSTOMER_ID, WITH_PRICES, SYSTEM_PURCHASES, BILLING, RESELLER, *PAGING],
        responses={200: collection_of(ORDER)},
    )
    def get(self, request: Request, customer_id: str) -> HttpResponse:
        """List a customer's orders, newest first.

        A page ends early where its orders have thousands of lines.
        """
        key = customer_key(customer_id)
        listing = Listing(request, f"/customers/{key}/orders")
        with_prices = read_flag("include_price", listing.take("include_price"))
        # The system itself orders nothing here.
        read_flag("include_system_purchases", listing.take("include_system_purchases"))
        rows = Order.objects.filter(_wanted(listing), customer=key).annotate(line_count=_count())
        page = listing.read(
            rows,
            lambda row: row,
            NEWEST_FIRST,
            weigh=lambda row: row.line_count,
            room=MOST_LINES,
        )
        items = list(_rendered(page.items, with_prices=with_prices))
        return listing.answer_page(Page(items, page.token))


class OrderDetail(OrderView):
    operation = "get_order"

    @extend_schema(parameters=[CUSTOMER_ID, ORDER_ID, WITH_PRICES], responses={200: ORDER})
    def get(self, request: Request, customer_id: str, order_id: str) -> HttpResponse:
        """Get one order."""
        query = query_of(request._request)
        with_prices = read_flag("include_price", query.take("include_price") or "")
        query.ensure_all_taken()
        orders = Order.objects.filter(customer=customer_key(customer_id))
        row = find(orders, order_id, Code.ORDER_NOT_FOUND, "order of this customer")
        return answered(order(row, _lines(Q(order=row)), with_prices=with_prices))


def _wanted(listing: Listing) -> Q:
    found = Q()
    if cycle := listing.take("billingType"):
        found &= Q(billing_cycle=read_billing_cycle("billingType", cycle))
    if partner := listing.take("indirectResellerId", "indirect_reseller_id"):
        found &= Q(partner_on_record=partner)
    return found


def _count() -> Coalesce:
    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    return Coalesce(Subquery(lines.annotate(count=Count("pk")).values("count")), 0)


def _lines(condition: Q) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(condition).order_by("order", "line_number")
    return lines.select_related("product", "subscription")


def _rendered(orders: Sequence[Order], *, with_prices: bool) -> Iterator[bytes]:
    """One query for the lines of all."""
    lines: dict[UUID, list[OrderLine]] = defaultdict(list)
    for line in _lines(Q(order__in=orders)):
        lines[line.order_id].append(line)
    for row in orders:
        yield msgspec.json.encode(order(row, lines[row.pk], with_prices=with_prices))
