from __future__ import annotations

import msgspec

from activitylog.reading.refusing import (
    HALF_A_PAIR,
    HAS_NUL,
    NOT_TEXT,
    NOT_UTF8,
    Unreadable,
)

NULL = b"null"
_DECODER = msgspec.json.Decoder(str)


def as_sent(field: str, value: bytes) -> str:
    """The JSON of a value, unchanged."""
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(field, NOT_UTF8) from error


def plain_text(field: str, value: bytes) -> str:
    """The text that a JSON string stands for; null is the empty text."""
    if value == NULL:
        return ""
    if not value.startswith(b'"'):
        raise Unreadable(field, NOT_TEXT)
    try:
        text = _DECODER.decode(value)
    except UnicodeDecodeError as error:
        raise Unreadable(field, NOT_UTF8) from error
    except msgspec.DecodeError as error:
        # That it is a JSON string is known by now.
        raise Unreadable(field, HALF_A_PAIR) from error
    if "\0" in text:
        raise Unreadable(field, HAS_NUL)
    return text
