"""Records what someone does in the portal, as part of doing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from activitylog import clock, keys
from activitylog.json_text import dump
from activitylog.links import OWN_SOURCE
from activitylog.models import ActivityEntry
from activitylog.services.limits import ensure_keepable
from activitylog.services.rows import HELD
from activitylog.services.write import write_entries

_held_by = attrgetter(*HELD)
Values = Mapping[str, Any]
Details = Sequence[tuple[str, str | None]]


class Actor(Protocol):
    """Who acts: a user of the portal."""

    @property
    def email(self) -> str: ...
    def get_username(self) -> str: ...


class AffectedCustomer(Protocol):
    @property
    def pk(self) -> UUID: ...
    @property
    def name(self) -> str: ...


@transaction.atomic
def record_activity(
    action: str,
    *,
    actor: Actor | None,
    resource_type: str,
    resource_id: str = "",
    customer: AffectedCustomer | None = None,
    application: str = "",
    status: str = "succeeded",
    old_value: Values | None = None,
    new_value: Values | None = None,
    details: Details = (),
    correlation_id: str = "",
    occurred_at: datetime | None = None,
    recorded_at: datetime | None = None,
) -> ActivityEntry:
    """Record one thing that someone did in the portal, in the caller's transaction.

    Call it in the block that makes the change, after the row is locked, so that both are kept or
    neither is. Without `occurred_at` it happened now, by the database's clock. Without an `actor`
    the `application` acted. `recorded_at` is for made-up histories only; what is real is stamped
    by the database's clock. Raise InvalidEntry for what cannot be kept.
    """
    moment = clock.recording()
    happened = occurred_at or moment.now
    entry = ActivityEntry(
        id=keys.random_key(happened),
        occurred_at=happened,
        recorded_at=recorded_at or moment.recorded_at,
        customer_id=customer.pk if customer else None,
        customer_name=customer.name if customer else "",
        partner_user=(actor.email or actor.get_username()) if actor else "",
        application=application,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        status=status,
        old_value=None if old_value is None else dump(old_value),
        new_value=None if new_value is None else dump(new_value),
        details=dump([{"key": key, "value": value} for key, value in details]),
        source=OWN_SOURCE,
        correlation_id=correlation_id,
    )
    ensure_keepable(_held_by(entry))
    write_entries([entry])
    return entry
