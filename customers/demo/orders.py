from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from customers.demo.values import Details, Json, iso, link, tagged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from customers.demo.world import Holding, Tenant


@dataclass(frozen=True, slots=True)
class Line:
    holding: Holding
    name: str
    quantity: int
    transaction_type: str = "New"
    promotion: str | None = None


@dataclass(slots=True)
class Order:
    id: str
    tenant: Tenant
    lines: Sequence[Line]
    billing_cycle: str
    created_at: datetime
    status: str = "completed"
    version: int = 1


def order_value(order: Order) -> Json:
    customer = f"/customers/{order.tenant.key}"
    return {
        "Id": order.id,
        "AlternateId": _alternate_id(order),
        "ReferenceCustomerId": order.tenant.key,
        "BillingCycle": order.billing_cycle,
        "TransactionType": "UserPurchase",
        "CurrencyCode": order.tenant.company.currency,
        "LineItems": [_line_value(customer, *item) for item in enumerate(order.lines)],
        "CreationDate": iso(order.created_at),
        "Status": order.status,
        "Links": {"Self": link(f"{customer}/orders/{order.id}")},
        "Attributes": tagged("Order", order.id, order.version),
    }


def _line_value(customer: str, number: int, line: Line) -> Json:
    return {
        "LineItemNumber": number,
        "OfferId": line.holding.product.offer_id,
        "SubscriptionId": line.holding.id,
        "ParentSubscriptionId": None,
        "FriendlyName": line.name,
        "Quantity": line.quantity,
        "TermDuration": line.holding.term,
        "TransactionType": line.transaction_type,
        "PromotionId": line.promotion,
        "PartnerIdOnRecord": None,
        "Links": {"Subscription": link(f"{customer}/subscriptions/{line.holding.id}")},
    }


def order_details(order: Order) -> Details:
    details: list[tuple[str, str | None]] = [
        ("OrderId", order.id),
        ("AlternateId", _alternate_id(order)),
        ("BillingCycle", order.billing_cycle.title()),
    ]
    for number, line in enumerate(order.lines):
        details += [
            (f"OfferId-{number}", line.holding.product.offer_id),
            (f"SubscriptionId-{number}", line.holding.id),
            (f"SubscriptionName-{number}", line.name),
            (f"Quantity-{number}", str(line.quantity)),
            (f"PartnerOnRecord-{number}", None),
        ]
        if line.promotion:
            details.append((f"PromotionId-{number}", line.promotion))
    return details


def _alternate_id(order: Order) -> str:
    return order.id[24:].upper()
