from __future__ import annotations

import re
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from activitylog.keys import EARLIEST, LATEST

# Seven digits of a fraction are usual, more than six are cut.
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?\s*([Zz]|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII,
)


_UNREADABLE = _("is not a date and time such as 2026-03-04T05:06:07.1234567Z")
_OUTSIDE = _("is not between 1970-01-01 and 9998-12-31 (UTC)")


def moment(text: str) -> datetime:
    """Read a date and time, which is UTC where it names no offset; raise ValueError."""
    match = _MOMENT.fullmatch(text)
    if not match:
        raise ValueError(_UNREADABLE)
    seconds, fraction, offset = match.groups()
    try:
        read = datetime.fromisoformat(f"{seconds}{offset or 'Z'}".upper()).astimezone(UTC)
    except OverflowError:
        raise ValueError(_OUTSIDE) from None
    except ValueError as error:
        raise ValueError(f"{_UNREADABLE}: {error}") from None
    if not EARLIEST <= read < LATEST:
        raise ValueError(_OUTSIDE)
    return read.replace(microsecond=int((fraction or "0")[:6].ljust(6, "0")))
