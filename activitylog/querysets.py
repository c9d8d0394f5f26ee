from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models

from activitylog.keys import floor_key

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


class RecordedNameQuerySet(models.QuerySet[Any]):
    """Names that entries hold, looked up by a part."""

    def containing(self, part: str) -> Self:
        """Names with this part in them; upper and lower case are the same in every language."""
        return self.filter(folded__contains=part.casefold())
