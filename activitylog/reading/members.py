"""The top level of a record, its values still as they came."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import NamedTuple, TypeVar

import msgspec
from django.utils.translation import gettext

from activitylog.reading.refusing import NOT_UTF8, Unreadable

T = TypeVar("T")
_DECODER = msgspec.json.Decoder(dict[str, msgspec.Raw])
_NAME = re.compile(rb'[\s,{]*+("[^"\\]*+(?:\\.[^"\\]*+)*")\s*+:\s*+')
_END = re.compile(rb"\s*+\}\s*+\Z")
_SURROGATES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


class Member(NamedTuple):
    """One field of a record: its name with quotes, and its value, as bytes of the file."""

    name: bytes
    value: bytes


def members_of(raw: bytes) -> dict[str, Member]:
    """Return the fields in their order; raise Unreadable where one stands twice."""
    if not raw.startswith(b"{"):
        raise Unreadable("", gettext("this is not a JSON object"))
    clean, decoded = decode(raw, _DECODER)
    members: dict[str, Member] = {}
    position = 0
    for key, encoded in decoded.items():
        value = bytes(encoded)
        name = _NAME.match(clean, position)
        if not name or not clean.startswith(value, name.end()):
            raise _standing_twice(clean)
        position = name.end() + len(value)
        members[key] = Member(raw[name.start(1) : name.end(1)], raw[name.end() : position])
    if not _END.match(clean, position or 1):
        raise _standing_twice(clean)
    return members


def decode(raw: bytes, decoder: msgspec.json.Decoder[T]) -> tuple[bytes, T]:
    """Decode, and return what was decoded: `raw`, or a text of the same length.

    Raise Unreadable for what is no JSON, and msgspec.ValidationError for what is no T.
    """
    try:
        return raw, decoder.decode(raw)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # Halves of surrogate pairs are legal JSON, but not to this decoder.
        clean = _SURROGATES.sub(_replaced, raw)
    except UnicodeDecodeError as error:
        raise Unreadable("", NOT_UTF8) from error
    try:
        return clean, decoder.decode(clean)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError as error:
        reason = gettext("this is not valid JSON: %(problem)s") % {"problem": _reason(error)}
        raise Unreadable("", reason) from error


def _replaced(match: re.Match[bytes]) -> bytes:
    return match[0] if len(match[0]) > len(rb"\uFFFD") else rb"\uFFFD"


def _reason(error: msgspec.DecodeError) -> str:
    return str(error).removeprefix("JSON is malformed: ")


def _standing_twice(raw: bytes) -> Unreadable:
    pairs = json.loads(raw, object_pairs_hook=list, parse_int=str, parse_float=str)
    counted = Counter(key for key, _value in pairs)
    return Unreadable(max(counted, key=counted.__getitem__), gettext("stands twice"))
