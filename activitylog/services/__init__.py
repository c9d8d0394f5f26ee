"""The only two ways an entry comes to be."""

from __future__ import annotations

from activitylog.services.ingest import ingest
from activitylog.services.limits import InvalidEntry
from activitylog.services.outcomes import Outcome, Result
from activitylog.services.record import record_activity

__all__ = ["InvalidEntry", "Outcome", "Result", "ingest", "record_activity"]
