"""Pages that end early: a row may be large, the memory of the server is not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")

LARGEST_PAGE = 16_000_000
"""Bytes; one row is given however large it is."""
_READ_AT_ONCE = 100


def fill(
    rows: QuerySet[Any, Any],
    size: int,
    render: Callable[[Any], T],
    weigh: Callable[[T], int],
    room: int,
) -> tuple[list[T], bool]:
    """Up to `size` of the ordered rows, rendered, as far as there is room for what they weigh; and
    whether there are more. One query, of whose rows only some are in memory at a time."""
    reading: Any = rows[: size + 1].iterator(chunk_size=_READ_AT_ONCE)
    found: list[T] = []
    # Closed at once where the page ends early or breaks: with it ends the database's cursor.
    with closing(reading):
        for item in map(render, reading):
            room -= weigh(item)
            if len(found) == size or (found and room < 0):
                return found, True
            found.append(item)
    return found, False
