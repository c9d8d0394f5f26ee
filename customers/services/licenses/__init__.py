"""Licenses: the seats of subscriptions that users have."""

from __future__ import annotations

from customers.services.licenses.assigning import (
    assign_licenses,
    revoke_licenses,
    update_licenses,
)

__all__ = ["assign_licenses", "revoke_licenses", "update_licenses"]
