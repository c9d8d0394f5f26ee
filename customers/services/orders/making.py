from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from customers.models import Order
from customers.services.orders.prices import line_price
from customers.services.refusals import Broken
from customers.states import BillingCycle

if TYPE_CHECKING:
    from customers.models import Customer, OrderLine


def new_order(
    customer: Customer, now: datetime, partner_on_record: str = "", key: UUID | None = None
) -> Order:
    return Order(
        id=key or uuid4(),
        customer=customer,
        alternate_id=secrets.token_hex(6).upper(),
        billing_cycle=BillingCycle.NONE,
        currency=customer.currency,
        total_price=Decimal(0),
        partner_on_record=partner_on_record,
        created_at=now,
        changed_at=now,
    )


def summarize(order: Order, lines: Sequence[OrderLine]) -> None:
    """What the lines have in common, and what they cost together."""
    cycles = {line.billing_cycle for line in lines}
    currencies = {line.subscription.currency for line in lines}
    if len(currencies) > 1:
        raise Broken("lines", "currencies_mixed", _("All products must have the same currency."))
    order.billing_cycle = cycles.pop() if len(cycles) == 1 else BillingCycle.NONE
    order.currency = currencies.pop()
    order.total_price = sum(
        (line_price(line, order.created_at) for line in lines), start=Decimal(0)
    )
