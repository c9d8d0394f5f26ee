"""Entries as plain rows: thousands at once, without an object for each."""

from __future__ import annotations

from typing import Any, TypeAlias

TEXTS = (
    "source",
    "customer_name",
    "partner_user",
    "application",
    "action",
    "resource_type",
    "resource_id",
    "status",
    "external_id",
    "correlation_id",
)
JSON_TEXTS = ("old_value", "new_value", "details", "extra")
HELD = ("occurred_at", "customer_id", *TEXTS, *JSON_TEXTS)
"""What an entry tells, without what the portal adds to it."""

COLUMNS = ("id", *HELD, "recorded_at")

Row: TypeAlias = tuple[Any, ...]
"""The values of COLUMNS, in their order."""

ID, OCCURRED_AT, CUSTOMER, CUSTOMER_NAME, PARTNER_USER, APPLICATION = map(
    COLUMNS.index,
    ("id", "occurred_at", "customer_id", "customer_name", "partner_user", "application"),
)
