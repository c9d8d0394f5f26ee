from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from customers.models import OrderLine, Subscription
from customers.states import LineKind
from partnercenter.customers.describing import (
    CUSTOMER_ID,
    OF_ORDER,
    OF_PARTNER,
    OFFSET,
    SUBSCRIPTION_ID,
)
from partnercenter.customers.finding import customer_key, find, key_of
from partnercenter.customers.lists import Listing, answered
from partnercenter.customers.structs.subscription import WireSubscription, subscription
from partnercenter.wire.describing import PAGING
from partnercenter.wire.pages import LARGEST_SIZE
from partnercenter.wire.refusing import BadParameter, Code
from partnercenter.wire.schemas import collection_of, schema_of
from partnercenter.wire.views import WireView
from portal.api.access import Access

SUBSCRIPTION = schema_of(WireSubscription)
_LINES = OrderLine.objects.filter(subscription=OuterRef("pk"))
# The line by which a subscription was ordered; others enlarge or convert it.
_FIRST_LINE = _LINES.filter(kind=LineKind.NEW)


class SubscriptionList(WireView):
    operation = "list_subscriptions"
    reading = Access("customers:read", ("customers.view_customer_subscriptions",))

    @extend_schema(
        parameters=[
            CUSTOMER_ID,
            OF_ORDER,
            OF_PARTNER,
            OFFSET,
            *PAGING,
        ],
        responses={200: collection_of(SUBSCRIPTION)},
    )
    def get(self, request: Request, customer_id: str) -> HttpResponse:
        """List a customer's subscriptions by name.

        Up to 2000 at once, since clients do not ask for more pages; `links.next` has the others.
        """
        key = customer_key(customer_id)
        # Clients do not page here.
        listing = Listing(request, f"/customers/{key}/subscriptions", usual_size=LARGEST_SIZE)
        rows = Subscription.objects.filter(_wanted(listing), customer=key)
        return listing.answer(joined(rows), lambda row: _struct_of(row, timezone.now()))


class SubscriptionDetail(WireView):
    operation = "get_subscription"
    reading = Access("customers:read", ("customers.view_subscription",))

    @extend_schema(parameters=[CUSTOMER_ID, SUBSCRIPTION_ID], responses={200: SUBSCRIPTION})
    def get(self, request: Request, customer_id: str, subscription_id: str) -> HttpResponse:
        """Get one subscription."""
        rows = joined(Subscription.objects.filter(customer=customer_key(customer_id)))
        what = "subscription of this customer"
        row = find(rows, subscription_id, Code.SUBSCRIPTION_NOT_FOUND, what)
        return answered(_struct_of(row, timezone.now()))


def joined(rows: QuerySet[Subscription]) -> QuerySet[Subscription]:
    return rows.select_related("product__converts_to").annotate(
        ordered_by=Subquery(_FIRST_LINE.values("order")[:1], output_field=UUIDField()),
        partner_on_record=Subquery(_FIRST_LINE.values("order__partner_on_record")[:1]),
    )


def _struct_of(row: Any, now: datetime) -> WireSubscription:
    return subscription(row, row.ordered_by, row.partner_on_record, now)


def _wanted(listing: Listing) -> Q:
    found = Q()
    if order := listing.take("order_id"):
        found &= Q(Exists(_LINES.filter(_of_order(order))))
    if partner := listing.take("mpn_id"):
        found &= Q(Exists(_FIRST_LINE.filter(order__partner_on_record=partner)))
    if listing.take("offset") not in ("", "0"):
        raise BadParameter("offset", "can only be 0: go on with links.next.")
    return found


def _of_order(text: str) -> Q:
    key: UUID | None = key_of(text)
    return Q(order=key) if key else Q(order__alternate_id=text.upper())
