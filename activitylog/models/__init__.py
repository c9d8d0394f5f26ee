from __future__ import annotations

from activitylog.models.counts import (
    CountedAction,
    CountedActor,
    CountedActorDay,
    CountedCustomer,
    CountedCustomerSpan,
    CountedName,
    CountedPair,
    CountedQuarter,
    CountState,
)
from activitylog.models.entries import ActivityEntry
from activitylog.models.names import RecordedName
from activitylog.models.pulls import PullState

__all__ = [
    "ActivityEntry",
    "CountState",
    "CountedAction",
    "CountedActor",
    "CountedActorDay",
    "CountedCustomer",
    "CountedCustomerSpan",
    "CountedName",
    "CountedPair",
    "CountedQuarter",
    "PullState",
    "RecordedName",
]
