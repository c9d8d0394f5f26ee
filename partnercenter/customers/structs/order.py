from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType

from partnercenter.customers.structs.parts import (
    WireAttributes,
    WireLinks,
    attributes_of,
    given,
    links_to,
    number,
)
from partnercenter.wire.links import WireLink

if TYPE_CHECKING:
    from customers.models import Order, OrderLine


class WirePricing(Struct, rename="camel"):
    """The list price of one seat for one month, before tax."""

    list_price: float


class WireOrderLineLinks(Struct):
    subscription: WireLink


class WireOrderLine(Struct, rename="camel", kw_only=True):
    line_item_number: int
    offer_id: str
    subscription_id: UUID
    parent_subscription_id: UUID | UnsetType
    friendly_name: str
    quantity: int
    term_duration: str
    transaction_type: str
    promotion_id: str | UnsetType
    partner_id_on_record: str | UnsetType
    pricing: WirePricing | UnsetType = UNSET
    links: WireOrderLineLinks


class WireOrder(Struct, rename="camel", kw_only=True):
    """What was ordered at once. Here all is placed by people, and completed at once."""

    id: UUID
    alternate_id: str
    reference_customer_id: UUID
    billing_cycle: str
    transaction_type: str = "UserPurchase"
    line_items: list[WireOrderLine]
    currency_code: str
    creation_date: datetime
    status: str = "completed"
    total_price: float | UnsetType = UNSET
    links: WireLinks
    attributes: WireAttributes


def order(row: Order, lines: Iterable[OrderLine], *, with_prices: bool) -> WireOrder:
    """The lines come with product and subscription."""
    return WireOrder(
        id=row.pk,
        alternate_id=row.alternate_id,
        reference_customer_id=row.customer_id,
        billing_cycle=row.billing_cycle,
        line_items=[_line(row, line, with_prices=with_prices) for line in lines],
        currency_code=row.currency,
        creation_date=row.created_at,
        total_price=number(row.total_price) if with_prices else UNSET,
        links=links_to(f"/customers/{row.customer_id}/orders/{row.pk}"),
        attributes=attributes_of("Order", row),
    )


def _line(row: Order, line: OrderLine, *, with_prices: bool) -> WireOrderLine:
    made = WireLink(f"/customers/{row.customer_id}/subscriptions/{line.subscription_id}")
    return WireOrderLine(
        line_item_number=line.line_number,
        offer_id=line.product.sku,
        subscription_id=line.subscription_id,
        parent_subscription_id=given(line.subscription.parent_id),
        friendly_name=line.name,
        quantity=line.quantity,
        term_duration=line.term,
        transaction_type=line.kind,
        promotion_id=given(line.promotion_id),
        partner_id_on_record=given(row.partner_on_record),
        pricing=WirePricing(number(line.unit_price)) if with_prices else UNSET,
        links=WireOrderLineLinks(made),
    )
