from __future__ import annotations

from portal.plugins import Refusal

NOT_TEXT = "is not text"
NOT_UTF8 = "contains bytes that are not UTF-8"
HAS_NUL = "contains the character NUL, which cannot be stored"
HALF_A_PAIR = "contains half of a surrogate pair, which is no text"


class Unreadable(ValueError):
    """A record cannot be taken: the field by its name in the file, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}")
        self.refusal = Refusal(field, reason)
