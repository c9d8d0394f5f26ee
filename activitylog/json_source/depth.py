from __future__ import annotations

import re

MOST_DEPTH = 64
"""So many objects and lists a record may have inside one another, itself included."""

_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*"', re.DOTALL)
_OTHERS = bytes(set(range(256)) - set(b"[]{}"))
_ALIKE = bytes.maketrans(b"{}", b"[]")


def is_too_deep(raw: bytes) -> bool:
    """Whether what is valid JSON is nested deeper than anyone needs."""
    if raw.count(b"[") + raw.count(b"{") <= MOST_DEPTH:
        return False
    brackets = _STRINGS.sub(b"", raw).translate(_ALIKE, _OTHERS)
    # Each time the innermost ones go.
    for _level in range(MOST_DEPTH):
        brackets = brackets.replace(b"[]", b"")
    return bool(brackets)
