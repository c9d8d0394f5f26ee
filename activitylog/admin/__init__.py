from __future__ import annotations

from activitylog.admin.entries import ActivityEntryAdmin

__all__ = ["ActivityEntryAdmin"]
