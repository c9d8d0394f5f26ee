"""What seats cost, at list prices, before tax: for a whole term, or for what is left of one."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.db.models import Case, DecimalField, F, When
from django.db.models.expressions import Combinable

from customers.terms import MONTHS
from portal.numbers import CENT

FREE = F("quantity") - F("assigned_quantity")
"""A subscription's seats that are not assigned."""


class InTerm(Protocol):
    """What has a term, or will have one."""

    @property
    def effective_start_at(self) -> datetime | None: ...
    @property
    def last_renewed_at(self) -> datetime | None: ...
    @property
    def commitment_end_at(self) -> datetime | None: ...


def price_of(seats: Combinable) -> Case:
    """So many of a subscription's seats for a month, computed by the database; trials cost
    nothing."""
    price = DecimalField(max_digits=24, decimal_places=2)
    return Case(When(is_trial=False, then=F("unit_price") * seats), default=0, output_field=price)


def price_of_term(unit_price: Decimal, quantity: int, term: str) -> Decimal:
    """Seats from the first day of a term on; `unit_price` is of one seat for one month."""
    return (unit_price * quantity * MONTHS[term]).quantize(CENT, ROUND_HALF_UP)


def price_of_rest(
    unit_price: Decimal, quantity: int, term: str, *, of: InTerm, now: datetime
) -> Decimal:
    """Seats that are added now: for what is left of the term, by the day."""
    whole = unit_price * quantity * MONTHS[term]
    return (whole * _share_left(of, now)).quantize(CENT, ROUND_HALF_UP)


def _share_left(of: InTerm, now: datetime) -> Decimal:
    end = of.commitment_end_at
    # A term begins with the purchase, the last renewal, or an upgrade since.
    starts = [of.effective_start_at, of.last_renewed_at]
    start = max((start for start in starts if start), default=None)
    if end is None or start is None or start >= now:
        return Decimal(1)
    day = timedelta(days=1)
    term_days, days_left = -(-(end - start) // day), -(-(end - now) // day)
    return min(Decimal(max(days_left, 0)) / Decimal(max(term_days, 1)), Decimal(1))
