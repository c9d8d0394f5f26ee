"""What must be held at the addresses of customers: as on the pages of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.api.access import Access

if TYPE_CHECKING:
    from customers.services import Operation


def to_read(*permissions: str) -> Access:
    return Access("customers:read", permissions)


def to_write(*needed: str | Operation[..., Any]) -> Access:
    """Permissions, and those of the services that are called."""
    permissions = (item if isinstance(item, str) else item.permission for item in needed)
    return Access("customers:write", tuple(permissions))
