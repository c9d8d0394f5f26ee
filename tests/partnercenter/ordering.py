"""Orders, by which subscriptions came."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from customers.models import Order, OrderLine
from customers.states import LineKind

if TYPE_CHECKING:
    from customers.models import Subscription


def make_order(
    subscription: Subscription,
    number: str,
    *,
    lines: int = 1,
    kind: str = LineKind.NEW,
    **values: Any,
) -> Order:
    """An order of the subscription's customer, each line of which is about the subscription."""
    order = Order.objects.create(
        customer=subscription.customer,
        alternate_id=number,
        **{"billing_cycle": "monthly", "currency": "EUR", "total_price": 0} | values,
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            line_number=line,
            kind=kind,
            product=subscription.product,
            subscription=subscription,
            name=f"Line {line}",
            quantity=line + 1,
            term="P1Y",
            billing_cycle="monthly",
            unit_price=Decimal("32.10"),
        )
        for line in range(lines)
    )
    return order
