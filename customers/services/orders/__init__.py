"""Orders: what customers buy."""

from __future__ import annotations

from customers.services.orders.placing import MOST_LINES, order_trial, place_order
from customers.services.orders.requests import LineRequest, MoreSeats, NewSubscription

__all__ = [
    "MOST_LINES",
    "LineRequest",
    "MoreSeats",
    "NewSubscription",
    "order_trial",
    "place_order",
]
