"""The log's numbers, counted by looking at every entry, one after the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from activitylog.counting.shapes import Outside, Tally

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Recount:
    entries: Sequence[ActivityEntry]

    def during(self, start: datetime | None, end: datetime | None) -> list[ActivityEntry]:
        return [
            entry
            for entry in self.entries
            if (start is None or entry.occurred_at >= start)
            and (end is None or entry.occurred_at < end)
        ]

    def tallies(
        self,
        start: datetime | None,
        end: datetime | None,
        by: Callable[[ActivityEntry], Hashable] = lambda _entry: None,
    ) -> dict[Any, Tally]:
        groups = defaultdict(list)
        for entry in self.during(start, end):
            groups[by(entry)].append(entry)
        return {key: tally(entries) for key, entries in groups.items()}

    def weekday_hours(
        self, start: datetime | None, end: datetime | None, zone: tzinfo
    ) -> list[list[int]]:
        found = [[0] * 24 for _day in range(7)]
        for entry in self.during(start, end):
            local = entry.occurred_at.astimezone(zone)
            found[local.weekday()][local.hour] += 1
        return found

    def first_times(self) -> dict[tuple[str, bool, str], datetime]:
        found: dict[tuple[str, bool, str], datetime] = {}
        for entry in self.entries:
            key = (*actor(entry), entry.action)
            found[key] = min(found.get(key, entry.occurred_at), entry.occurred_at)
        return found

    def people_by_hour(
        self, start: datetime | None, end: datetime | None, zone: tzinfo
    ) -> Counter[int]:
        return Counter(
            hour_of_week(entry.occurred_at.astimezone(zone))
            for entry in self.during(start, end)
            if entry.partner_user
        )

    def outside_hours(
        self,
        start: datetime | None,
        end: datetime | None,
        zone: tzinfo,
        usual: Collection[int],
    ) -> list[Outside]:
        """Hour by hour, each added to the one before where that ends as it begins."""
        hours: Counter[tuple[str, datetime]] = Counter()
        for entry in self.during(start, end):
            local = entry.occurred_at.astimezone(zone)
            if entry.partner_user and hour_of_week(local) not in usual:
                hour = local.replace(minute=0, second=0, microsecond=0)
                hours[entry.partner_user, hour.astimezone(UTC)] += 1
        found: list[Outside] = []
        for (actor, begin), entries in sorted(hours.items()):
            last = found[-1] if found else None
            if last and (last.actor, last.end) == (actor, begin):
                found[-1] = replace(last, end=begin + HOUR, entries=last.entries + entries)
            else:
                found.append(Outside(actor, begin, begin + HOUR, entries))
        return found


def hour_of_week(local: datetime) -> int:
    return local.weekday() * 24 + local.hour


def tally(entries: Iterable[ActivityEntry]) -> Tally:
    statuses = [entry.status for entry in entries]
    return Tally(len(statuses), statuses.count("failed"))


def actor(entry: ActivityEntry) -> tuple[str, bool]:
    is_application = not entry.partner_user and bool(entry.application)
    return entry.partner_user or entry.application, is_application


def quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
