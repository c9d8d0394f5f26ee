"""What readers ask of the activity log's numbers: all of one look, and without a look at entries.

    with counted_log() as log:
        log.per_bucket([start, middle, end])

Periods go from `start` up to, but not including, `end`, by when things occurred; None is an open
end. Numbers are of the entries that are counted: `log.state` says how far that has come. So they
all agree with each other, and lists, which show what has come since, may show more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from activitylog.counting import buckets, comparing, hours, unusual
from activitylog.counting.catching_up import bring_up_to_date
from activitylog.counting.people import outside_hours, people_by_hour
from activitylog.counting.rows import Counted
from activitylog.counting.state import look, state_at
from portal.snapshot import snapshot

if TYPE_CHECKING:
    from activitylog.counting.shapes import (
        Actor,
        Burst,
        Compared,
        FirstTime,
        Found,
        Outside,
        State,
        Tally,
    )

PATIENCE = 0.5
"""Seconds that a reader waits for what is not counted yet."""


@contextmanager
def counted_log(*, customer: UUID | None = None, seconds: float = PATIENCE) -> Iterator[CountedLog]:
    """The numbers of the log, or of what it holds about a customer, within the block.

    Counts first what is not counted yet, for about so many seconds, if nobody else does.
    The block only reads: what it asks for is answered from one look at the database.
    """
    bring_up_to_date(seconds=seconds)
    with snapshot():
        found = look()
        yield CountedLog(state_at(found), Counted(found.before, customer))


@dataclass(frozen=True, slots=True)
class CountedLog:
    """The numbers of the log, narrowed to a customer or not."""

    state: State
    _counted: Counted

    def per_bucket(self, bounds: Sequence[datetime]) -> list[Tally]:
        """Between each of these moments, in their order, and the next: one fewer than moments."""
        return buckets.per_bucket(self._counted, _in_utc(*bounds))

    def by_weekday_and_hour(
        self, start: datetime | None, end: datetime | None, zone: tzinfo
    ) -> list[list[int]]:
        """Entries of the 24 hours of each of 7 days, from Monday on, by the clocks of the zone.

        An hour that clocks repeat counts twice, one that they leave out stays empty.
        """
        return hours.by_weekday_and_hour(self._counted, *_period(start, end), zone)

    def first_times(self, start: datetime | None, end: datetime | None) -> list[FirstTime]:
        """What somebody did in the period and never before, the latest first.

        Of one customer: for the first time with that customer.
        """
        return unusual.first_times(self._counted, *_period(start, end))

    def bursts(self, start: datetime | None, end: datetime | None) -> list[Burst]:
        """Hours of UTC that begin in the period, in which somebody made at least 30 entries, and
        at least five times as many as in their busiest hour of the 56 days (UTC) before that day;
        the largest first.

        Who made none in those days counts with 0 where the log reaches back so far, and is not
        compared where it does not.
        """
        return unusual.bursts(self._counted, *_period(start, end))

    def people_by_hour(
        self, start: datetime | None, end: datetime | None, zone: tzinfo
    ) -> dict[int, int]:
        """Entries of people in each hour of the week by the clocks of the zone, where there are
        any: 0 is Monday from 0:00 to 1:00, 167 the last hour of Sunday. Applications are left
        out."""
        return people_by_hour(self._counted, *_period(start, end), zone)

    def outside_hours(
        self,
        start: datetime | None,
        end: datetime | None,
        zone: tzinfo,
        usual: Collection[int],
        *,
        least: int = 1,
        people: Collection[str] | None = None,
    ) -> list[Outside]:
        """What people did in hours that are not among these hours of the week: hours of one person
        that follow each other are one, told where it has at least so many entries. Of these
        people, or of all; in the order of names and hours."""
        return outside_hours(
            self._counted, *_period(start, end), zone, usual, least=least, people=people
        )

    def compared_actions(
        self, before: datetime, start: datetime, end: datetime
    ) -> list[Compared[str]]:
        """Of `start` up to `end`, and of `before` up to `start`; in any order."""
        return comparing.actions(self._counted, *_in_utc(before, start, end))

    def compared_actors(
        self, before: datetime, start: datetime, end: datetime
    ) -> list[Compared[Actor]]:
        return comparing.actors(self._counted, *_in_utc(before, start, end))

    def compared_customers(
        self, before: datetime, start: datetime, end: datetime, most: int
    ) -> Found[Compared[UUID]]:
        """So many of those with most entries from `start` to `end`. What concerns no customer, or
        one without an ID, is not among them."""
        before, start, end = _in_utc(before, start, end)
        return comparing.customers(self._counted, before, start, end, most)


def _period(
    start: datetime | None, end: datetime | None
) -> tuple[datetime | None, datetime | None]:
    return start and start.astimezone(UTC), end and end.astimezone(UTC)


def _in_utc(*moments: datetime) -> list[datetime]:
    """Moments of one zone are compared, and added to, by what its clocks show: of none they are
    what they are."""
    return [moment.astimezone(UTC) for moment in moments]
