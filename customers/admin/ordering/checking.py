"""What an order would be, with what it costs: placed, read, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from customers.services.orders.prices import line_price
from customers.states import BillingCycle, LineKind
from customers.wording import day_text
from portal.numbers import money_text

if TYPE_CHECKING:
    from customers.admin.ordering.asking import Asked
    from customers.models import Order, OrderLine
    from customers.services import Actor


@dataclass(frozen=True, slots=True)
class CheckedLine:
    name: str
    product: str
    kind: str
    term: str
    billing: str
    quantity: int
    price: str
    monthly: str
    total: str
    until: str


@dataclass(frozen=True, slots=True)
class Checked:
    lines: list[CheckedLine]
    monthly: str
    total: str


def checked(asked: Asked, actor: Actor) -> Checked:
    """Nothing is kept, and no entry is left: nobody has ordered yet. Raise Refused."""
    with transaction.atomic():
        order = asked.place(actor)
        rows = list(order.lines.select_related("product", "subscription"))
        transaction.set_rollback(True)
    monthly = sum((_monthly(line) for line in rows), start=Decimal(0))
    return Checked(
        [_line(line, order) for line in rows],
        money_text(monthly, order.currency),
        money_text(order.total_price, order.currency),
    )


def _monthly(line: OrderLine) -> Decimal:
    return Decimal(0) if line.subscription.is_trial else line.unit_price * line.quantity


def _line(line: OrderLine, order: Order) -> CheckedLine:
    end = line.subscription.commitment_end_at
    without_billing = line.billing_cycle == BillingCycle.NONE
    return CheckedLine(
        name=line.name,
        product=line.product.name,
        kind=line.get_kind_display() if line.kind != LineKind.NEW else "",
        term=line.get_term_display(),
        billing="" if without_billing else line.get_billing_cycle_display(),
        quantity=line.quantity,
        price=money_text(line.unit_price, order.currency),
        monthly=money_text(_monthly(line), order.currency),
        total=money_text(line_price(line, order.created_at), order.currency),
        until=day_text(end) if end else "",
    )
