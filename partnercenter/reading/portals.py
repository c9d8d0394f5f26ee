"""Records that a portal has made of entries of its own: told in full, so that each can be restored.

What the original's record has no field for stands in one more member of `attributes`; clients pass
over it. `partnercenter.auditrecords.rendering` writes what is read here.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from activitylog.keys import floor_key, is_key
from portal.ids import ID

_PREFIX = "portal_"
_ID = re.compile(f"{_PREFIX}({ID})", re.ASCII)


class Beyond(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, rename="camel"):
    """What an entry holds beyond a record, as text: `details` only where they are no pairs."""

    resource_id: str = ""
    external_id: str = ""
    details: str | None = None
    extra: str | None = None


class Attributes(msgspec.Struct, forbid_unknown_fields=True):
    portal: Beyond
    object_type: Literal["AuditRecord"] = msgspec.field(name="objectType", default="AuditRecord")


_ATTRIBUTES = msgspec.json.Decoder(Attributes)


def record_id(key: UUID) -> str:
    """What a record is called that has no ID of the original."""
    return f"{_PREFIX}{key}"


def key_in(text: str) -> UUID | None:
    """The key that such a name has in it; None where it is no such name."""
    found = _ID.fullmatch(text)
    return UUID(found[1]) if found else None


def entry_key(text: str, occurred_at: datetime) -> UUID | None:
    """The key of the entry that a record was made of; None where the ID is none of a portal."""
    key = key_in(text)
    if key is None or not is_key(key) or key.int >> 64 != floor_key(occurred_at).int >> 64:
        return None
    return key


def operation_date(occurred_at: datetime) -> str:
    """With seven digits, as the original writes it. `occurred_at` is UTC."""
    return f"{occurred_at.isoformat(timespec='microseconds')[:26]}0Z"


def read_attributes(raw: bytes) -> Beyond | None:
    """None where the attributes are not such as a portal gives."""
    try:
        return _ATTRIBUTES.decode(raw).portal
    except (ValueError, RecursionError):
        return None
