"""From an entry to the record that leaves.

What came from Partner Center leaves to the letter, if reading it again gives the same entry. Every
other entry is told as the portal's own, with all that it holds: see partnercenter.reading.portals.
JSON is put together as it was stored, never decoded and written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings

from activitylog.reading.members import members_of
from activitylog.reading.refusing import Unreadable
from activitylog.services.incoming import CONTENT, key_of
from partnercenter.reading.portals import Attributes, Beyond, operation_date, record_id
from partnercenter.reading.record import (
    ATTRIBUTES,
    CUSTOMER,
    DATE,
    DETAILS,
    NEW,
    OLD,
    PARTNER,
    TEXTS,
    read_record,
)
from partnercenter.source import PartnerCenterSource
from portal.plugins import Record, Refusal

if TYPE_CHECKING:
    from activitylog.reading.members import Member
    from partnercenter.auditrecords.told import Told

# The original's order of fields; what it does not know stands before the attributes.
_ORDER = (
    "id",
    PARTNER,
    "participants",
    CUSTOMER,
    "customerName",
    "userPrincipalName",
    "applicationId",
    "sessionId",
    "resourceType",
    OLD,
    NEW,
    "operationType",
    "originalCorrelationId",
    DATE,
    "operationStatus",
    DETAILS,
    ATTRIBUTES,
)
_RANKS = {name: rank for rank, name in enumerate(_ORDER)}
_UNKNOWN = _RANKS[ATTRIBUTES]

_encode = msgspec.json.encode


class _Pair(msgspec.Struct):
    """Details as every client can read them."""

    key: str
    value: str | int | float | bool | None = None


_PAIRS = msgspec.json.Decoder(list[_Pair])


def render(entry: Told) -> bytes:
    """The JSON of the record."""
    return _as_it_came(entry) or _as_our_own(entry)


def _as_it_came(entry: Told) -> bytes:
    """The record that came from Partner Center; empty where none gives this very entry."""
    if entry.source != PartnerCenterSource.name or entry.extra is None:
        return b""
    try:
        extra = members_of(entry.extra.encode())
    except (Unreadable, ValueError, RecursionError):
        return b""
    held = {"id": _encode(record_id(entry.id))} | _held(entry)
    raw = _joined(_merged([name for name in _ORDER if name in held.keys() - extra], held, extra))
    return raw if _gives(read_record(raw), entry) else b""


def _merged(
    names: list[str], held: dict[str, bytes], extra: dict[str, Member]
) -> Iterator[tuple[bytes, bytes]]:
    """All members in the order of fields, as far as `extra` is in it, whose own order stays."""
    position = 0
    for name, member in extra.items():
        rank = _RANKS.get(name, _UNKNOWN)
        while position < len(names) and _RANKS[names[position]] < rank:
            yield _encode(names[position]), held[names[position]]
            position += 1
        yield member
    for name in names[position:]:
        yield _encode(name), held[name]


def _gives(read: Record | Refusal, entry: Told) -> bool:
    if isinstance(read, Refusal):
        return False
    key = read.entry_id or key_of(read, entry.source)
    same = (getattr(read, name) == getattr(entry, name) for name in CONTENT)
    return key == entry.id and all(same)


def _as_our_own(entry: Told) -> bytes:
    members = _held(entry)
    readable = entry.details is None or _are_pairs(entry.details)
    beyond = Beyond(
        resource_id=entry.resource_id,
        external_id=entry.external_id,
        details=None if readable else entry.details,
        extra=entry.extra,
    )
    members["id"] = _encode(record_id(entry.id))
    members[PARTNER] = _encode(settings.PARTNER_TENANT_ID)
    members[DATE] = _encode(operation_date(entry.occurred_at))
    members[ATTRIBUTES] = _encode(Attributes(beyond))
    if not readable:
        members[DETAILS] = b"[]"
    return _joined((_encode(name), members[name]) for name in _ORDER if name in members)


def _are_pairs(details: str) -> bool:
    # White space around them would not come back.
    if not (details.startswith("[") and details.endswith("]")):
        return False
    try:
        _PAIRS.decode(details)
    except (ValueError, RecursionError):
        return False
    return True


def _held(entry: Told) -> dict[str, bytes]:
    """What the columns hold, by field; nothing where they hold nothing."""
    members = {
        name: _encode(text) for name, field in TEXTS.items() if (text := getattr(entry, field))
    }
    if entry.customer_id is not None:
        members[CUSTOMER] = _encode(entry.customer_id)
    if entry.old_value is not None:
        members[OLD] = _encode(entry.old_value)
    if entry.new_value is not None:
        members[NEW] = _encode(entry.new_value)
    if entry.details is not None:
        members[DETAILS] = entry.details.encode()
    return members


def _joined(members: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"{%b}" % b",".join([b"%b:%b" % member for member in members])
