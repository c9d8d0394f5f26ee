"""Seats that can be given back: within seven days after they were bought, renewed or added."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from customers.services.values import moment
from customers.terms import CANCELLATION_WINDOW

if TYPE_CHECKING:
    from customers.models import Subscription

Seats = dict[str, Any]


def seats_given(quantity: int, now: datetime) -> Seats:
    return {"quantity": quantity, "allowed_until": moment(now + CANCELLATION_WINDOW)}


def refundable_quantity(subscription: Subscription, now: datetime) -> int:
    """How many seats can be given back now."""
    return sum(seats["quantity"] for seats in open_seats(subscription, now))


def add_refundable(subscription: Subscription, quantity: int, now: datetime) -> None:
    subscription.refundable = [*open_seats(subscription, now), seats_given(quantity, now)]


def give_back(subscription: Subscription, quantity: int, now: datetime) -> None:
    """Take seats off: those whose time is up first go first, so that most stay refundable."""
    left: list[Seats] = []
    for seats in sorted(open_seats(subscription, now), key=_until):
        taken = min(seats["quantity"], quantity)
        quantity -= taken
        if seats["quantity"] > taken:
            left.append(seats | {"quantity": seats["quantity"] - taken})
    subscription.refundable = left


def open_seats(subscription: Subscription, now: datetime) -> list[Seats]:
    return [seats for seats in subscription.refundable if _until(seats) >= now]


def _until(seats: Seats) -> datetime:
    return datetime.fromisoformat(seats["allowed_until"])
