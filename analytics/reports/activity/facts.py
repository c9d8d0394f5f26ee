"""What the report is made from: read once, in one look at the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from activitylog.counting.shapes import Actor, Compared, Found, Tally
from activitylog.periods import start_of
from analytics.buckets import buckets
from analytics.reports.activity.links import ActorLinks, actor_links
from analytics.reports.activity.rankings import MOST, ranked
from analytics.reports.activity.unusual.finding import find_unusual
from customers.models import Customer

if TYPE_CHECKING:
    from activitylog.counting.reading import CountedLog
    from analytics.buckets import Bucket
    from analytics.reports.activity.spans import Span
    from analytics.reports.activity.unusual.shapes import Unusual


@dataclass(frozen=True)
class Facts:
    span: Span
    columns: Sequence[tuple[Bucket, Tally]]
    """The period cut into days, or what is longer."""
    actions: Sequence[Compared[str]]
    actors: Sequence[Compared[Actor]]
    customers: Found[Compared[UUID]]
    """The first of them."""
    weekday_hours: Sequence[Sequence[int]]
    unusual: Sequence[Unusual]
    links: ActorLinks

    @cached_property
    def now(self) -> Tally:
        return _sum([actor.now for actor in self.actors])

    @cached_property
    def before(self) -> Tally | None:
        """None where nothing is compared."""
        return _sum([actor.before for actor in self.actors]) if self.span.before else None

    @cached_property
    def customer_names(self) -> dict[UUID, str]:
        """As they are called today."""
        keys = [row.key for row in self.customers.rows]
        return dict(Customer.objects.filter(pk__in=keys).values_list("pk", "name"))


def read_facts(log: CountedLog, span: Span) -> Facts:
    cut = buckets(span.first, span.last)
    bounds = [*(start_of(bucket.start) for bucket in cut), span.end]
    period = (span.before_start, span.start, span.end)
    actors = log.compared_actors(*period)
    unusual = _unusual(log, span, actors)
    return Facts(
        span=span,
        columns=list(zip(cut, log.per_bucket(bounds), strict=True)),
        actions=log.compared_actions(*period),
        actors=actors,
        customers=log.compared_customers(*period, most=MOST),
        weekday_hours=log.by_weekday_and_hour(
            span.start, span.end, timezone.get_current_timezone()
        ),
        unusual=unusual,
        links=actor_links([row.key for row in ranked(actors)] + [each.actor for each in unusual]),
    )


def _unusual(log: CountedLog, span: Span, actors: Sequence[Compared[Actor]]) -> list[Unusual]:
    """Of the last days of a long period."""
    recent = span.recent()

    def entries() -> dict[Actor, int]:
        made = actors
        if span.is_long:
            made = log.compared_actors(recent.start, recent.start, recent.end)
        return {row.key: row.now.entries for row in made}

    return find_unusual(log, recent, entries)


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(sum(each.entries for each in tallies), sum(each.failed for each in tallies))
