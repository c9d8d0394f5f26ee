"""One page of audit records: what is in it, and where the next one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from activitylog.reading.members import Member, members_of
from activitylog.reading.refusing import Unreadable
from partnercenter.pulling.answers import Garbled
from partnercenter.pulling.places import Link, Place, linked_place, sendable
from partnercenter.source import PartnerCenterSource

if TYPE_CHECKING:
    from portal.plugins import Reading

BOM = b"\xef\xbb\xbf"


class _Links(msgspec.Struct):
    next: Link | None = None


_LINKS = msgspec.json.Decoder(_Links | None)
_TOKEN = msgspec.json.Decoder(str | None)


@dataclass(frozen=True, slots=True)
class Page:
    """`digest` is the same where the very same records came."""

    readings: Sequence[Reading]
    digest: int
    next: Place | None


def read_page(body: bytes, place: Place, service: str) -> Page:
    """Read the answer for a place; raise Garbled where it is no collection of audit records."""
    try:
        members = members_of(body.removeprefix(BOM).strip())
    except (Unreadable, ValueError, RecursionError) as error:
        raise Garbled("is no JSON object") from error
    if "items" not in members or not members["items"].value.startswith(b"["):
        raise Garbled("has no items")
    items = members["items"].value
    return Page(_readings(items), hash(items), _next(members, place, service))


def _readings(items: bytes) -> list[Reading]:
    """The records, each as the very bytes that came; those that cannot be read are refusals."""
    found = PartnerCenterSource().read(BytesIO(items))
    return [replace(reading, line=number) for number, reading in enumerate(found, start=1)]


def _next(members: dict[str, Member], place: Place, service: str) -> Place | None:
    try:
        links = _LINKS.decode(_value(members, "links"))
        token = _TOKEN.decode(_value(members, "continuationToken")) or ""
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Garbled("has links that cannot be read") from error
    if links and links.next:
        return linked_place(links.next, token, service)
    return Place(_continued(place.query), sendable(token)) if token else None


def _value(members: dict[str, Member], name: str) -> bytes:
    return members[name].value if name in members else b"null"


def _continued(query: str) -> str:
    """The query for what follows, by the token alone."""
    return query if "seekOperation=" in query else f"{query}&seekOperation=Next"
