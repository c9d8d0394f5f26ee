"""Movements of subscriptions: the list of what numbers add up."""

from __future__ import annotations

from customers.admin.movements.listing import MovementAdmin

__all__ = ["MovementAdmin"]
