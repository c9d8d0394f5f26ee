"""IDs as they are written: in one form only, though a UUID can be read from many."""

from __future__ import annotations

import re

ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = re.compile(ID, re.ASCII | re.IGNORECASE)


def is_id(text: str) -> bool:
    """Whether it looks like 0c39d6d5-c70d-4c55-bc02-f620844f3fd1, in upper or lower case."""
    return bool(_ID.fullmatch(text))
