"""From what a source tells to a row, and back to the question whether both say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext

from activitylog.json_text import compact
from activitylog.keys import floor_key, hashed_key, is_key
from activitylog.services.limits import InvalidEntry, ensure_keepable
from activitylog.services.rows import COLUMNS, HELD, ID, JSON_TEXTS, OCCURRED_AT, TEXTS, Row

if TYPE_CHECKING:
    from portal.plugins import Record

CONTENT = tuple(name for name in HELD if name != "source")
_PLACES = {name: COLUMNS.index(name) for name in CONTENT}
_texts_of = attrgetter(*(name for name in TEXTS if name != "source"))
_json_texts_of = attrgetter(*JSON_TEXTS)


def row_of(record: Record, source: str) -> Row:
    """The row of the entry, but for its recorded_at. Raise InvalidEntry for what cannot be kept."""
    held = (
        record.occurred_at,
        record.customer_id,
        source,
        *_texts_of(record),
        *_json_texts_of(record),
    )
    ensure_keepable(held)
    if record.entry_id and not is_key(record.entry_id):
        raise InvalidEntry("id", gettext("is no ID of an entry"))
    return (record.entry_id or key_of(record, source), *held)


def key_of(record: Record, source: str) -> UUID:
    """The key of a record that brings none: of its ID where it has one, else of all it says."""
    if record.external_id:
        return hashed_key(record.occurred_at, ("id", source, record.external_id))
    content = (_comparable(name, getattr(record, name)) for name in CONTENT)
    return hashed_key(record.occurred_at, ("record", source, *content))


def _comparable(name: str, value: Any) -> str | None:
    """The value as text that is equal where the content is: spacing in JSON says nothing, nor does
    the time zone in which a moment is written."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    if name in JSON_TEXTS:
        return None if value is None else compact(value)
    return None if value is None else str(value)


def differing_field(stored: Row, incoming: Row, record: Record) -> str:
    """The first field in which both differ, of those that the source knows; "" for none."""
    for name, place in _PLACES.items():
        if record.compared is not None and name not in record.compared:
            continue
        one, other = stored[place], incoming[place]
        if one != other and _comparable(name, one) != _comparable(name, other):
            return name
    return ""


def fits_its_key(row: Row) -> bool:
    """Whether the entry happened when its key says; a file may bring a key that does not."""
    key: UUID = row[ID]
    return floor_key(row[OCCURRED_AT]).int >> 64 == key.int >> 64
