from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from activitylog.keys import floor_key

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry

# What a row of the list shows. The large values stay in the database until someone looks.
LISTED = (
    "id",
    "occurred_at",
    "customer_id",
    "customer_name",
    "partner_user",
    "application",
    "action",
    "resource_type",
    "resource_id",
    "status",
)


class ActivityEntryQuerySet(models.QuerySet[Any]):
    """Entries, narrowed by their keys, which hold the time."""

    def listed(self) -> Self:
        return self.only(*LISTED)

    def since(self, moment: datetime) -> Self:
        return self.filter(id__gte=floor_key(moment))

    def before(self, moment: datetime) -> Self:
        return self.filter(id__lt=floor_key(moment))

    def there_before(self, entry: ActivityEntry) -> Self:
        """What was in the log when this entry was made, whatever time its own is of."""
        # Not by the key alone: what a source dates ahead was there, and has a key beyond.
        return self.exclude(pk__gte=entry.pk, recorded_at__gte=entry.recorded_at)


class Comparison(StrEnum):
    """How a part is compared with names; upper and lower case are the same in every language."""

    CONTAINS = "contains"
    EQUALS = "exact"
    STARTS = "startswith"


class RecordedNameQuerySet(models.QuerySet[Any]):
    """Names that entries hold, looked up by a part."""

    def containing(self, part: str) -> Self:
        return self.compared(part, Comparison.CONTAINS)

    def compared(self, part: str, comparison: Comparison) -> Self:
        return self.filter(**{f"folded__{comparison}": part.casefold()})
