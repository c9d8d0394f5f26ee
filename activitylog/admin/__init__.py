from __future__ import annotations

from activitylog.admin.entries import ActivityEntryAdmin
from activitylog.admin.staff import RecordedUserAdmin
from activitylog.admin.tokens import ApiTokenAdmin

__all__ = ["ActivityEntryAdmin", "ApiTokenAdmin", "RecordedUserAdmin"]
