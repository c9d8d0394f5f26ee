"""What the counts tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """How far the counts have come."""

    as_of: datetime
    """What was recorded until then, is counted."""
    behind: int
    """How many entries are recorded and not counted yet; not more than MOST_BEHIND is said."""


MOST_BEHIND = 100_000
"""Nobody waits until more of them are counted: so many may also mean more."""


@dataclass(frozen=True, slots=True)
class Tally:
    entries: int
    failed: int
    """Those of them whose status is `failed`."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    rows: Sequence[T]
    found: int
    """How many rows there are, also where `rows` are only the first of them."""


@dataclass(frozen=True, slots=True)
class FirstTime:
    """Somebody did something that they had never done before."""

    actor: str
    is_application: bool
    action: str
    first_at: datetime
    entries: int
    """How often they have done it until now, since then and with that."""
    is_new_actor: bool
    """Whether they have been new themselves: their own first entry is not older than the period."""
    actor_first_at: datetime
    actor_entries: int
    """All that they have done until now."""


@dataclass(frozen=True, slots=True)
class Burst:
    """An hour in which somebody did far more than they use to."""

    actor: str
    is_application: bool
    start: datetime
    """The hour is one of UTC; it ends an hour later."""
    entries: int
    usual: int
    """Entries of their busiest hour in the 56 days before that day; 0 for who did nothing then."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What a person did outside some hours: in one hour, or in several that follow each other."""

    actor: str
    start: datetime
    """When the first hour begins by the clocks of the time zone."""
    end: datetime
    """When the last one ends."""
    entries: int


class Actor(NamedTuple):
    """The partner user; where no person acted, the application. Empty where neither is known."""

    name: str
    is_application: bool


@dataclass(frozen=True, slots=True)
class Compared(Generic[T]):
    """What there is of something in a period, and in the one before."""

    key: T
    now: Tally
    before: Tally
