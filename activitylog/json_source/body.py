"""Splits what a client sends into records, without reading more than it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import takewhile
from typing import NamedTuple

import msgspec

from activitylog.json_source.record import read_record
from activitylog.reading.members import decode
from activitylog.reading.refusing import Unreadable
from portal.plugins import Reading

MOST_RECORDS = 1000

_BOM = b"\xef\xbb\xbf"
_BETWEEN = re.compile(rb"[\s,]*+")
_ANY = msgspec.json.Decoder(msgspec.Raw)
# An array of at most so many: one more ends the decoding, before memory is spent on the rest.
_RECORDS = msgspec.json.Decoder(
    msgspec.defstruct(
        "Records",
        [(f"record_{number}", msgspec.Raw, msgspec.UNSET) for number in range(MOST_RECORDS)],
        array_like=True,
        forbid_unknown_fields=True,
    )
)


class UnreadableBody(ValueError):
    """Nothing of what was sent can be taken; the text says why."""


class NotJson(UnreadableBody):
    """It is none."""


class TooDeep(UnreadableBody):
    """It is nested so deeply that nobody can tell the records apart."""


class NoRecords(UnreadableBody):
    """It holds none."""


class TooManyRecords(UnreadableBody):
    """It holds more than MOST_RECORDS."""

    def __init__(self) -> None:
        super().__init__(f"holds more than {MOST_RECORDS:,} records")


class Piece(NamedTuple):
    """What should be a record, and the line on which it begins, counted from 1."""

    line: int
    raw: bytes


def read_json(body: bytes, *, lines: bool = False) -> Iterator[Reading]:
    """Read one record or an array of them; with `lines` one on each line (NDJSON).

    Raise UnreadableBody at once for what cannot be split into 1 to MOST_RECORDS records. A record
    that cannot be taken is a Refusal by the name of its field, and never stops the others.
    """
    body = body.removeprefix(_BOM)
    pieces = _lines(body) if lines else _values(body)
    if not pieces:
        raise NoRecords("holds no record")
    return (Reading(piece.line, piece.raw, read_record(piece.raw)) for piece in pieces)


def _lines(body: bytes) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(BytesIO(body), start=1):
        if raw := line.strip():
            if len(pieces) == MOST_RECORDS:
                raise TooManyRecords
            pieces.append(Piece(number, raw))
    return pieces


def _values(body: bytes) -> list[Piece]:
    start = len(body) - len(body.lstrip())
    if start == len(body):
        return []
    try:
        if not body.startswith(b"[", start):
            clean, value = decode(body, _ANY)
            return list(_placed(body, clean, [value], start))
        clean, records = decode(body, _RECORDS)
    except msgspec.ValidationError:
        raise TooManyRecords from None
    except Unreadable as error:
        raise NotJson(error.refusal.reason) from error
    except RecursionError:
        raise TooDeep("is nested too deeply") from None
    values = takewhile(lambda value: value is not msgspec.UNSET, msgspec.structs.astuple(records))
    return list(_placed(body, clean, values, start + 1))


def _placed(
    body: bytes, clean: bytes, values: Iterable[msgspec.Raw], position: int
) -> Iterator[Piece]:
    """The values as they stand in the body, of which the clean one has the length."""
    line, counted = 1, 0
    for value in values:
        between = _BETWEEN.match(clean, position)
        assert between
        start = between.end()
        position = start + len(value)
        line += body.count(b"\n", counted, start)
        counted = start
        yield Piece(line, body[start:position])
