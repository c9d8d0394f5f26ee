"""What reports tell of the past, by what was added since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, Self

from analytics.buckets import Bucket, months
from analytics.reports.ledger import Ledger, Movements, add_up_both, segments_of
from analytics.reports.spans import month_ends
from portal.moments import EARLIEST

if TYPE_CHECKING:
    from analytics.reports.segments import Segments
    from analytics.scope import Scope


class Read(Protocol):
    def __call__(self, movements: Movements, *, segments: Segments) -> Ledger: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    scope: Scope
    months: list[Bucket]
    """Of the period."""
    ends: list[Bucket]
    """At whose last days the stock is told."""
    moved: Ledger
    """By the product that each movement was about."""
    differences: Ledger
    """What takes the stock of now back to what it was."""

    @property
    def has_lists(self) -> bool:
        """Whether the list of movements up to a day adds up to the stock of that day."""
        return self.moved is self.differences

    @classmethod
    def of(
        cls, scope: Scope, movements: Movements, read: Read, *further: Scope, **of_now: Any
    ) -> Self:
        """Read for the period, the one before it, their months, and further periods."""
        start, end = scope.days()
        parts, ends = months(start, end), month_ends(start, end)
        before = scope.before()
        scopes = [scope, *further, *([before] if before else [])]
        spans = [
            *((each.start, each.end) for each in scopes),
            *((part.start, part.end) for part in (*parts, *ends)),
        ]
        reading = partial(read, segments=segments_of(spans, EARLIEST))
        moved, differences = add_up_both(scope, movements, reading)
        return cls(
            scope=scope, months=parts, ends=ends, moved=moved, differences=differences, **of_now
        )
