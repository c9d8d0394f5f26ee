"""Who is new, and who did what they had never done before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from activitylog.counting.shapes import Actor
from analytics.reports.activity.unusual.shapes import Kind, Unusual

if TYPE_CHECKING:
    from activitylog.counting.reading import CountedLog
    from activitylog.counting.shapes import FirstTime
    from analytics.reports.activity.spans import Span

KNOWN_AFTER = timedelta(days=14)
FEWEST_OF_NEW = 10
FEWEST_BEFORE = 100
"""Of who has done little yet, most is for the first time."""
_NEW, _FIRST = 0.8, 0.5


def first_times(
    log: CountedLog, span: Span, entries: Callable[[], Mapping[Actor, int]]
) -> Iterator[Unusual]:
    """`entries` says how many each actor made in the period; it is asked where that matters."""
    found: dict[Actor, list[FirstTime]] = defaultdict(list)
    for first in log.first_times(span.start, span.end):
        found[Actor(first.actor, first.is_application)].append(first)
    made = entries() if found else {}
    for actor, firsts in found.items():
        if not actor.name:
            continue
        if firsts[0].is_new_actor:
            yield from _new_user(actor, firsts[0], span)
        else:
            yield from _first_time(actor, firsts, made.get(actor, 0))


def _new_user(actor: Actor, first: FirstTime, span: Span) -> Iterator[Unusual]:
    """Where the log hardly reaches back beyond the period, everybody in it is."""
    since, began = first.actor_first_at, span.log_began
    if began and span.start - began > KNOWN_AFTER and first.actor_entries >= FEWEST_OF_NEW:
        yield Unusual(
            kind=Kind.NEW_USER,
            actor=actor,
            start=since,
            end=span.end,
            entries=first.actor_entries,
            weight=_NEW,
            since=since,
        )


def _first_time(actor: Actor, firsts: list[FirstTime], entries: int) -> Iterator[Unusual]:
    since, known = firsts[0].actor_first_at, firsts[0].actor_entries - entries
    late = [first for first in firsts if first.first_at - since > KNOWN_AFTER]
    if late and known >= FEWEST_BEFORE:
        moments = [first.first_at for first in late]
        yield Unusual(
            kind=Kind.FIRST_TIME,
            actor=actor,
            start=min(moments),
            end=max(moments) + timedelta(microseconds=1),
            entries=sum(first.entries for first in late),
            weight=_FIRST,
            since=since,
            actions=sorted(first.action for first in late),
            known_entries=known,
        )
