"""Where a broken record ends at a guess, so that what follows it can be read."""

from __future__ import annotations

import re

import msgspec

from partnercenter.reading.lexing import string_end

_NAMES = (
    rb"id|partnerId|participants|customerId|customerName|userPrincipalName|applicationId|sessionId"
    rb"|resourceType|resourceOldValue|resourceNewValue|operationType|originalCorrelationId"
    rb"|operationDate|operationStatus|customizedData|totalCount|items|continuationToken"
)
_BEGINNING = rb'\{\s*+"(?:' + _NAMES + rb')"\s*+:'
_RECORD = rb"(?=" + _BEGINNING + rb")"
# A record begins where another should go on: after a brace or comma, or on a line of its own.
_NEXT_RECORD = re.compile(rb"[},][\s,]*+" + _RECORD + rb"|\n" + _RECORD)
NEXT_LINE = re.compile(rb"[},][ \t,]*+" + _RECORD + rb"|\n")
"""Behind which one can read on after anything that is broken."""

_ANY_RECORD = re.compile(_BEGINNING)
_BRACE_OR_QUOTE = re.compile(rb'["{}]')
_AFTER_RECORD = re.compile(rb"[ \t\r]*+(?:[\n,\]{]|\Z)")


def is_swallowing(data: bytes, start: int, end: int) -> bool:
    """Whether the brackets match only because a broken record runs on into the next one."""
    return bool(_ANY_RECORD.search(data, start + 1, end)) and not _is_json(data[start:end])


def _is_json(raw: bytes) -> bool:
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except (ValueError, RecursionError):
        return False
    return True


def broken_end(data: bytes, start: int, *, one_line: bool) -> int | None:
    """Where the broken object that begins at `start` ends; None if that is not in `data`."""
    boundary = (NEXT_LINE if one_line else _NEXT_RECORD).search(data, start + 1)
    limit = _limit(boundary) if boundary else len(data)
    return _balanced_end(data, start, limit) or (limit if boundary else None)


def _limit(boundary: re.Match[bytes]) -> int:
    return boundary.start() if boundary[0].startswith(b",") else boundary.start() + 1


def _balanced_end(data: bytes, start: int, limit: int) -> int | None:
    """Behind the brace that closes the one at `start`. Square brackets may be what is broken."""
    depth = 0
    position = start
    while match := _BRACE_OR_QUOTE.search(data, position, limit):
        position = match.end()
        if match[0] == b'"':
            end = string_end(data, match.start())
            position = end + 1 if end >= 0 else limit
            continue
        depth = depth + 1 if match[0] == b"{" else max(depth - 1, 0)
        if not depth and _AFTER_RECORD.match(data, position):
            return position
    return None
