"""What a line of an order costs, at list prices, before tax."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from customers.prices import price_of_rest, price_of_term
from customers.states import LineKind

if TYPE_CHECKING:
    from customers.models import OrderLine


def line_price(line: OrderLine, now: datetime) -> Decimal:
    """New seats for a whole term; added ones for what is left of it, by the day."""
    subscription = line.subscription
    if subscription.is_trial:
        return Decimal(0)
    if line.kind == LineKind.ADD_QUANTITY:
        return price_of_rest(line.unit_price, line.quantity, line.term, of=subscription, now=now)
    return price_of_term(line.unit_price, line.quantity, line.term)
