from __future__ import annotations

from activitylog.admin.entries import ActivityEntryAdmin
from activitylog.admin.staff import RecordedUserAdmin

__all__ = ["ActivityEntryAdmin", "RecordedUserAdmin"]
