"""What a line of an order costs, at list prices, before tax."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from customers.states import LineKind
from customers.terms import MONTHS

if TYPE_CHECKING:
    from customers.models import OrderLine, Subscription

CENT = Decimal("0.01")


def line_price(line: OrderLine, now: datetime) -> Decimal:
    """New seats for a whole term; added ones for what is left of it, by the day."""
    subscription = line.subscription
    if subscription.is_trial:
        return Decimal(0)
    whole = line.unit_price * line.quantity * MONTHS[line.term]
    added = line.kind == LineKind.ADD_QUANTITY
    share = _share_left(subscription, now) if added else Decimal(1)
    return (whole * share).quantize(CENT, ROUND_HALF_UP)


def _share_left(subscription: Subscription, now: datetime) -> Decimal:
    end = subscription.commitment_end_at
    # A term begins with the purchase, the last renewal, or an upgrade since.
    starts = [subscription.effective_start_at, subscription.last_renewed_at]
    start = max((start for start in starts if start), default=None)
    if end is None or start is None or start >= now:
        return Decimal(1)
    day = timedelta(days=1)
    term_days, days_left = -(-(end - start) // day), -(-(end - now) // day)
    return min(Decimal(max(days_left, 0)) / Decimal(max(term_days, 1)), Decimal(1))
