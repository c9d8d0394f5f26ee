"""Whether a text can be seen as what it is."""

from __future__ import annotations

import unicodedata

# What turns the direction of writing: it makes a name look like another, and what follows it too.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def turns_writing(text: str) -> bool:
    return not _TURNING.isdisjoint(text)


def is_visible(text: str) -> bool:
    """Whether there is a character that is no space, no control and no formatting."""
    return any(
        unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp", "Zs") for character in text
    )


def has_half_character(text: str) -> bool:
    """Half of a surrogate pair: no encoding writes it."""
    return any("\ud800" <= character <= "\udfff" for character in text)
