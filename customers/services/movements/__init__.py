"""The ledger of subscriptions: each change in numbers, kept in the transaction of the change."""

from __future__ import annotations

from customers.services.movements.deriving import Movement, movements
from customers.services.movements.recording import follow, keep, keep_instead, moved, movement_row
from customers.services.movements.standing import Standing

__all__ = [
    "Movement",
    "Standing",
    "follow",
    "keep",
    "keep_instead",
    "moved",
    "movement_row",
    "movements",
]
