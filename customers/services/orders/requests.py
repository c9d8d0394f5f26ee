from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubscription:
    """A line that asks for a new subscription; `parent_id` names the one that an add-on is for."""

    product_id: UUID
    quantity: int
    term: str
    billing_cycle: str
    name: str = ""
    auto_renew: bool = True
    parent_id: UUID | None = None
    promotion_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreSeats:
    """A line that asks for more seats of a subscription."""

    subscription_id: UUID
    quantity: int
    promotion_id: str = ""


LineRequest = NewSubscription | MoreSeats
