from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Told(NamedTuple):
    """An entry as it is read to be served: the columns that a record is made of."""

    id: UUID
    source: str
    occurred_at: datetime
    customer_id: UUID | None
    customer_name: str
    partner_user: str
    application: str
    action: str
    resource_type: str
    resource_id: str
    status: str
    external_id: str
    correlation_id: str
    old_value: str | None
    new_value: str | None
    details: str | None
    extra: str | None
