"""How the log speaks of an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from customers.services.changes import Kind
from customers.services.values import Json, line_value, order_value

if TYPE_CHECKING:
    from customers.models import Order, OrderLine
    from customers.services.refusals import Details


def order_kind(lines: Sequence[OrderLine], before: Mapping[UUID, Json]) -> Kind[Order]:
    """An order of these lines; `before` has the subscriptions that were there already."""

    def value(order: Order) -> Json:
        return order_value(
            order, [line_value(line, before.get(line.subscription_id)) for line in lines]
        )

    def details(order: Order) -> Details:
        return [
            ("OrderId", str(order.pk)),
            ("AlternateId", order.alternate_id),
            ("BillingCycle", order.billing_cycle.title()),
            *(pair for place, line in enumerate(lines) for pair in _line(place, line, order)),
        ]

    return Kind("order", value, details, lambda order: order.customer)


def _line(place: int, line: OrderLine, order: Order) -> Details:
    pairs: list[tuple[str, str | None]] = [
        (f"OfferId-{place}", line.product.sku),
        (f"SubscriptionId-{place}", str(line.subscription_id)),
        (f"SubscriptionName-{place}", line.name),
        (f"Quantity-{place}", str(line.quantity)),
        (f"PartnerOnRecord-{place}", order.partner_on_record or None),
    ]
    if line.promotion_id:
        pairs.append((f"PromotionId-{place}", line.promotion_id))
    return pairs
