"""Hours that follow each other are one stretch of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from activitylog.counting.shapes import Actor

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What an actor did in some hours. Of bursts, `usual` is the most in an hour before."""

    actor: Actor
    start: datetime
    end: datetime
    entries: int
    usual: int = 0

    def overlaps(self, other: Stretch) -> bool:
        return self.actor == other.actor and self.start < other.end and other.start < self.end


def merged(hours: Iterable[Stretch]) -> Iterator[Stretch]:
    """Adjacent hours of one actor as one stretch."""
    last: Stretch | None = None
    for hour in sorted(hours, key=lambda each: (each.actor, each.start)):
        if last and last.actor == hour.actor and last.end == hour.start:
            last = replace(
                last,
                end=hour.end,
                entries=last.entries + hour.entries,
                usual=max(last.usual, hour.usual),
            )
        else:
            if last:
                yield last
            last = hour
    if last:
        yield last
