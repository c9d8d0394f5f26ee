"""The feed: entries in the order in which they were recorded, none skipped, none twice.

Whoever polls goes on from where the last page ended. A transaction that began earlier may commit
later than others: so a page ends before the oldest one that is still open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from activitylog.clock import settled_before
from activitylog.keys import EARLIEST
from activitylog.models import ActivityEntry
from portal.keyset import Take, beyond, take_all

R = TypeVar("R")
ORDER = ("recorded_at", "id")


class Place(NamedTuple):
    """A place in the feed: behind the entry that was recorded then and has this key."""

    recorded_at: datetime
    id: UUID


START = Place(EARLIEST, UUID(int=0))


@dataclass(frozen=True, slots=True)
class FeedPage(Generic[R]):
    """The next rows, which may be none, and the place from which to go on."""

    rows: list[R]
    place: Place


def place_of(entry: Any) -> Place:
    return Place(entry.recorded_at, entry.id)


def read_feed(
    rows: QuerySet[Any, R],
    *,
    after: Place | None,
    limit: int,
    take: Take[R] = take_all,
    place_of: Callable[[R], Place] = place_of,
) -> FeedPage[R]:
    """The next entries of `rows` behind `after`, or from the beginning.

    `rows` are entries, narrowed but not ordered. `take` may end the page early, and make something
    else of them, of which `place_of` tells where it stands. Only in
    autocommit: see settled_before().
    """
    start, end = after or START, settled_before()
    behind = rows.filter(beyond(ORDER, start), recorded_at__lt=end).order_by(*ORDER)
    found, more = take(behind, limit)
    is_full = more or len(found) == limit
    return FeedPage(found, place_of(found[-1]) if is_full else _last(start, end))


def _last(start: Place, end: datetime) -> Place:
    """The last place before `end`, of whatever entry: who asks for rare ones only need not be
    led past all the others again."""
    entries = ActivityEntry.objects.filter(recorded_at__lt=end)
    last = entries.order_by("-recorded_at", "-id").values_list(*ORDER).first()
    return max(start, Place(*last)) if last else start
