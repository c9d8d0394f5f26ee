from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from customers.models import Product
from customers.states import Status
from partnercenter.customers.describing import CUSTOMER_ID, LICENSE_GROUPS
from partnercenter.customers.finding import customer_key
from partnercenter.customers.lists import Listing
from partnercenter.customers.structs.licenses import (
    LICENSE_GROUP,
    WireSubscribedSku,
    subscribed_sku,
)
from partnercenter.wire.describing import PAGING
from partnercenter.wire.refusing import BadParameter, quoted
from partnercenter.wire.schemas import collection_of, schema_of
from partnercenter.wire.views import WireView
from portal.api.access import Access

_GROUPS = ("group1", "group2", "group3")
# As Microsoft's directory counts: usable, usable for a while after the end, kept but not usable.
ACTIVE, WARNING = (Status.ACTIVE,), (Status.EXPIRED,)
SUSPENDED = (Status.SUSPENDED, Status.DISABLED)


class SubscribedSkuList(WireView):
    operation = "list_subscribed_skus"
    reading = Access("customers:read", ("customers.view_subscription",))

    @extend_schema(
        parameters=[CUSTOMER_ID, LICENSE_GROUPS, *PAGING],
        responses={200: collection_of(schema_of(WireSubscribedSku))},
    )
    def get(self, request: Request, customer_id: str) -> HttpResponse:
        """List what a customer's users can have licenses of, by product.

        Licenses of subscriptions that are pending or deleted count nowhere; those that are assigned
        count as consumed where they can be used.
        """
        key = customer_key(customer_id)
        listing = Listing(request, f"/customers/{key}/subscribedskus")
        products = of_groups(Product.objects.all(), listing).filter(
            subscriptions__customer=key,
            subscriptions__status__in=[*ACTIVE, *WARNING, *SUSPENDED],
        )
        counted = products.annotate(
            active=_sum("quantity", ACTIVE),
            warning=_sum("quantity", WARNING),
            suspended=_sum("quantity", SUSPENDED),
            consumed=_sum("assigned_quantity", ACTIVE + WARNING),
        )
        return listing.answer(counted.only("id", "name", "sku", "folded"), _struct_of)


def of_groups(products: QuerySet[Product], listing: Listing) -> QuerySet[Product]:
    """Where groups of licenses are asked for, only what belongs to one of them."""
    groups = [name.strip().lower() for name in listing.take("licenseGroupIds").split(",")]
    for name in groups:
        if name not in ("", *_GROUPS):
            problem = f"must be of {', '.join(_GROUPS)}, not {quoted(name)}."
            raise BadParameter("licenseGroupIds", problem)
    asked = set(groups) - {""}
    return products if not asked or LICENSE_GROUP in asked else products.none()


def _sum(name: str, statuses: tuple[Status, ...]) -> Sum:
    return Sum(f"subscriptions__{name}", filter=Q(subscriptions__status__in=statuses), default=0)


def _struct_of(row: Any) -> WireSubscribedSku:
    return subscribed_sku(
        row,
        active=row.active,
        warning=row.warning,
        suspended=row.suspended,
        consumed=row.consumed,
    )
