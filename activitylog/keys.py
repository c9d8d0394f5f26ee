"""The key of an entry: identity, order, page cursor and date range in one UUID.

Layout of UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds since 1970, then the
version, then 12 bits that hold the microseconds within the millisecond, then the variant and
62 bits that tell apart what happened in the same microsecond.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)
"""What can be recorded lies from EARLIEST up to, but not including, LATEST."""

_LOW_BITS = 62
_LOW_MASK = (1 << _LOW_BITS) - 1


def floor_key(moment: datetime) -> UUID:
    """The smallest key of this moment: entries from it on have keys that are not smaller."""
    return UUID(int=_floor(moment))


def _floor(moment: datetime) -> int:
    since = min(max(moment, EARLIEST), LATEST) - EARLIEST
    millis, rest = divmod(since.microseconds, 1000)
    millis += (since.days * 86_400 + since.seconds) * 1000
    # 4096 steps for 1000 microseconds: rounded down, two microseconds never share one.
    return millis << 80 | 7 << 76 | (rest * 4096 // 1000) << 64 | 2 << 62


def random_key(moment: datetime) -> UUID:
    """A key for what happened here."""
    return UUID(int=_floor(moment) | secrets.randbits(_LOW_BITS))


def hashed_key(moment: datetime, parts: Iterable[str | None]) -> UUID:
    """The key for what happened elsewhere: the same parts at the same moment give the same key."""
    pieces = [b"-" if part is None else b"+" + part.encode() for part in parts]
    counted = b"".join([len(piece).to_bytes(8, "big") + piece for piece in pieces])
    low = int.from_bytes(hashlib.sha256(counted).digest()[:8], "big") & _LOW_MASK
    return UUID(int=_floor(moment) | low)


def is_key(key: UUID) -> bool:
    return key.version == 7


def moment_of(key: UUID) -> datetime:
    """When the entry with this key happened, to the microsecond."""
    millis = key.int >> 80
    micros = -(-(key.int >> 64 & 0xFFF) * 1000 // 4096)
    return EARLIEST + timedelta(milliseconds=millis, microseconds=micros)
