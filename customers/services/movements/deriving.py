"""What a change was in numbers: derived from how a subscription was and what it has become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from customers.prices import price_of_rest, price_of_term
from customers.states import DEPROVISIONED, MovementKind, Status

if TYPE_CHECKING:
    from customers.services.movements.standing import Standing

KINDS_BY_STATUS = {
    (Status.PENDING, Status.ACTIVE): MovementKind.BEGUN,
    (Status.ACTIVE, Status.SUSPENDED): MovementKind.SUSPENDED,
    (Status.SUSPENDED, Status.ACTIVE): MovementKind.REACTIVATED,
    **{(Status.PENDING, status): MovementKind.DEPROVISIONED for status in DEPROVISIONED},
    **{(Status.ACTIVE, status): MovementKind.DEPROVISIONED for status in DEPROVISIONED},
    **{(Status.SUSPENDED, status): MovementKind.ENDED_SUSPENDED for status in DEPROVISIONED},
}
TERM_PAID = (MovementKind.CREATED, MovementKind.CONVERTED, MovementKind.RENEWED)
"""What is ordered or renewed here is a whole term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The fields of a SubscriptionMovement that follow from the change alone."""

    kind: MovementKind
    occurred_at: datetime
    is_trial: bool
    currency: str
    quantity: int = 0
    active_subscriptions: int = 0
    active_quantity: int = 0
    active_assigned_quantity: int = 0
    monthly_price: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)


def movements(before: Standing | None, after: Standing, at: datetime) -> list[Movement]:
    """The movement of a change made at `at`; none where no figure changed.

    Two where the currency changes while it is paid for: what it brought in the former one ends
    by a movement of its own, for no figure mixes currencies.
    """
    kind = _kind(before, after)
    if kind is None:
        return []
    occurred_at = _occurred_at(kind, after) or at
    left = before if before and before.currency != after.currency else None
    found = [_movement(kind, before, after, occurred_at, at)]
    if left and left.monthly_price:
        found.append(
            Movement(
                kind=MovementKind.CURRENCY_CHANGED,
                occurred_at=occurred_at,
                is_trial=after.is_trial,
                currency=left.currency,
                monthly_price=-left.monthly_price,
            )
        )
    return found


def _movement(
    kind: MovementKind,
    before: Standing | None,
    after: Standing,
    occurred_at: datetime,
    at: datetime,
) -> Movement:
    same_currency = before is not None and before.currency == after.currency
    return Movement(
        kind=kind,
        occurred_at=occurred_at,
        is_trial=after.is_trial,
        currency=after.currency,
        quantity=after.quantity - (before.quantity if before else 0),
        active_subscriptions=after.active_subscriptions
        - (before.active_subscriptions if before else 0),
        active_quantity=after.active_quantity - (before.active_quantity if before else 0),
        active_assigned_quantity=after.active_assigned_quantity
        - (before.active_assigned_quantity if before else 0),
        monthly_price=after.monthly_price
        - (before.monthly_price if before and same_currency else 0),
        amount=_amount(kind, before, after, at),
    )


def _kind(before: Standing | None, after: Standing) -> MovementKind | None:
    if before is None:
        return MovementKind.CREATED
    if before.is_trial and not after.is_trial:
        return MovementKind.CONVERTED
    if before.status != after.status:
        # Expired, disabled, deleted: it had left when it expired.
        return KINDS_BY_STATUS.get((Status(before.status), Status(after.status)))
    if before.last_renewed_at != after.last_renewed_at:
        return MovementKind.RENEWED
    if before.product != after.product:
        return MovementKind.UPGRADED
    return _kind_by_seats(before, after)


def _kind_by_seats(before: Standing, after: Standing) -> MovementKind | None:
    if after.quantity != before.quantity:
        more = after.quantity > before.quantity
        return MovementKind.SEATS_ADDED if more else MovementKind.SEATS_REMOVED
    assigned = after.active_assigned_quantity - before.active_assigned_quantity
    if assigned:
        more = assigned > 0
        return MovementKind.LICENSES_ASSIGNED if more else MovementKind.LICENSES_REVOKED
    return None


def _occurred_at(kind: MovementKind, after: Standing) -> datetime | None:
    """When it took effect, where the row says so: terms end at midnight, whoever notices when."""
    match kind:
        case MovementKind.CREATED:
            return after.created_at
        case MovementKind.BEGUN:
            return after.effective_start_at
        case MovementKind.CONVERTED:
            return after.trial_converted_at
        case MovementKind.RENEWED:
            return after.last_renewed_at
        case MovementKind.SUSPENDED:
            return after.suspended_at
        case MovementKind.DEPROVISIONED | MovementKind.ENDED_SUSPENDED:
            return after.deprovisioned_at
    return None


def _amount(kind: MovementKind, before: Standing | None, after: Standing, at: datetime) -> Decimal:
    """List price before tax of what was ordered or renewed; trials are free."""
    if after.is_trial:
        return Decimal(0)
    if kind in TERM_PAID:
        return price_of_term(after.unit_price, after.quantity, after.term)
    if before and kind == MovementKind.SEATS_ADDED:
        added = after.quantity - before.quantity
        return price_of_rest(after.unit_price, added, after.term, of=after, now=at)
    return Decimal(0)
