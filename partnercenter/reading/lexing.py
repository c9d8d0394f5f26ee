"""Where a JSON value ends, found by its brackets, without decoding it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

QUOTE, NEWLINE = b'"\n'

# All up to the next bracket, with the strings that are followed by what may follow a string.
# Repeated only so often, since each repetition costs memory. No group is possessive: Python
# before 3.11.5 mismatches those.
_PLAIN = re.compile(
    rb'(?:[^"{}\[\]]++|"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+){0,2000}"(?=\s*+[,:}\]])){0,500}'
)
_INSIDE_STRING = re.compile(rb'[^"\\\n]*+(?:\\[^\n][^"\\\n]*+){0,2000}')
_AFTER_STRING = re.compile(rb"\s*+(?:[,:}\]]|\Z)")
_ITEMS = re.compile(rb'[{,]\s*+"items"\s*+:\s*+\Z')
_OF_A_RECORD = re.compile(rb'"operation(?:Type|Date)"\s*+:')

_OPENING = b"{["
_PARTNER = {ord("}"): ord("{"), ord("]"): ord("[")}
_BEFORE = {ord("{"): b":", ord("["): b"[,"}


class Stop(Enum):
    """Why a scan went no further."""

    CLOSED = auto()
    ITEMS = auto()
    """Behind the bracket that opens the items of a collection."""
    CUT = auto()
    """The data end first."""
    BROKEN = auto()


def scan(data: bytes, start: int, *, inside: bytes = b"", items: bool = False) -> tuple[Stop, int]:
    """Look for the end of the value that begins at `start`, or of the one that is open there.

    `inside` are the brackets that are open at `start`. With `items` an object may turn out to
    be a collection.
    """
    opened = bytearray(inside)
    for position, byte in _brackets(data, start):
        if byte in _OPENING:
            if opened and not _may_open(data, position, opened[-1]):
                return Stop.BROKEN, position
            if items and opened == b"{" and _opens_items(data, start, position):
                return Stop.ITEMS, position + 1
            opened.append(byte)
        elif not opened or opened.pop() != _PARTNER.get(byte):
            return Stop.BROKEN, position
        elif not opened:
            return Stop.CLOSED, position + 1
    return Stop.CUT, len(data)


def string_end(data: bytes, start: int) -> int:
    """Where the string that begins at `start` has its closing quote, or its line ends; -1: neither.

    JSON has newlines escaped, so a quote that was lost costs no more than its line.
    """
    position = start + 1
    while match := _INSIDE_STRING.match(data, position):
        end = match.end()
        if data[end : end + 1] in (b'"', b"\n"):
            return end
        if end >= len(data) - 1:
            break
        if end == position:
            # A backslash is the last of its line.
            return end + 1
        position = end
    return -1


def _brackets(data: bytes, position: int) -> Iterator[tuple[int, int]]:
    """Each bracket outside of strings, up to the end or to the quote of a string that is broken."""
    while (match := _PLAIN.match(data, position)) and match.end() < len(data):
        before, position = position, match.end()
        if data[position] != QUOTE:
            if data[position] in b"{}[]":
                yield position, data[position]
                position += 1
        elif position == before:
            end = string_end(data, position)
            if end < 0:
                return
            if data[end] == NEWLINE or not _AFTER_STRING.match(data, end + 1):
                yield position, QUOTE
                return
            position = end + 1


def _may_open(data: bytes, position: int, around: int) -> bool:
    allowed = _BEFORE[around]
    # Most records are compact: look at one byte before looking for one.
    return data[position - 1] in allowed or (
        data[max(position - 100, 0) : position].rstrip()[-1:] in allowed
    )


def _opens_items(data: bytes, start: int, position: int) -> bool:
    # A record may have a field of this name: then it has told by now what happened.
    return bool(_ITEMS.search(data, max(start, position - 100), position)) and not (
        _OF_A_RECORD.search(data, start, position)
    )
