"""From what a source tells to an entry, and back to the question whether both say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext

from activitylog.json_text import compact
from activitylog.keys import floor_key, hashed_key, is_key
from activitylog.models import ActivityEntry
from activitylog.services.limits import InvalidEntry, ensure_keepable

if TYPE_CHECKING:
    from portal.plugins import Record

TEXTS = (
    "customer_name",
    "partner_user",
    "application",
    "action",
    "resource_type",
    "resource_id",
    "status",
    "external_id",
    "correlation_id",
)
JSON_TEXTS = ("old_value", "new_value", "details", "extra")
CONTENT = ("occurred_at", "customer_id", *TEXTS, *JSON_TEXTS)


def entry_of(record: Record, source: str) -> ActivityEntry:
    """The entry, not yet saved. Raise InvalidEntry for what cannot be kept."""
    entry = ActivityEntry(
        occurred_at=record.occurred_at,
        customer_id=record.customer_id,
        source=source,
        **{name: getattr(record, name) for name in TEXTS + JSON_TEXTS},
    )
    ensure_keepable(entry)
    entry.id = record.entry_id or key_of(record, source)
    if not is_key(entry.id):
        raise InvalidEntry("id", gettext("is no ID of an entry"))
    return entry


def key_of(record: Record, source: str) -> UUID:
    """The key of a record that brings none: of its ID where it has one, else of all it says."""
    if record.external_id:
        return hashed_key(record.occurred_at, ("id", source, record.external_id))
    content = (_comparable(record, name) for name in CONTENT)
    return hashed_key(record.occurred_at, ("record", source, *content))


def _comparable(holder: Record | ActivityEntry, name: str) -> str | None:
    """The field as text that is equal where the content is: spacing in JSON says nothing, nor does
    the time zone in which a moment is written."""
    value = getattr(holder, name)
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    if name in JSON_TEXTS:
        return None if value is None else compact(value)
    return None if value is None else str(value)


def differing_field(stored: ActivityEntry, incoming: ActivityEntry, record: Record) -> str:
    """The first field in which both differ, of those that the source knows; "" for none."""
    for name in CONTENT:
        if record.compared is not None and name not in record.compared:
            continue
        if _comparable(stored, name) != _comparable(incoming, name):
            return name
    return ""


def fits_its_key(entry: ActivityEntry) -> bool:
    """Whether the entry happened when its key says; a file may bring a key that does not."""
    return floor_key(entry.occurred_at).int >> 64 == entry.id.int >> 64
