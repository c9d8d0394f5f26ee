"""API tokens: their list, a page for each, and the pages that make and revoke one."""

from __future__ import annotations

from activitylog.admin.tokens.listing import ApiTokenAdmin

__all__ = ["ApiTokenAdmin"]
