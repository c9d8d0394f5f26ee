from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.plugins import Refusal, Text

NOT_TEXT = _("is not text")
NOT_UTF8 = _("contains bytes that are not UTF-8")
HAS_NUL = _("contains the character NUL, which cannot be stored")
HALF_A_PAIR = _("contains half of a surrogate pair, which is no text")


class Unreadable(ValueError):
    """A record cannot be taken: the field by its name in the file, and why."""

    def __init__(self, field: str, reason: Text) -> None:
        super().__init__(f"{field} {reason}")
        self.refusal = Refusal(field, str(reason))
