"""The hook for fetching records of what happened elsewhere from the service that has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from portal.plugins.registry import Registry

if TYPE_CHECKING:
    from portal.plugins.actions import Text
    from portal.plugins.sources import Reading


class PullError(Exception):
    """A pull cannot begin or go on. The text is shown to whoever started it: no secrets in it."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """One step of a pull.

    `readings` are what it brought; their `line` counts from 1 within the step. `state` is what
    the source must know to go on behind this step: JSON as text, kept together with the entries.
    `progress` says in words where the step is. `missing` says what the log will lack, a sentence
    each, because the service no longer has it or nobody asked for it.
    """

    readings: Sequence[Reading]
    state: str
    progress: str
    missing: Sequence[str] = ()


@runtime_checkable
class PullSource(Protocol):
    """Fetches records of what happened elsewhere, step by step."""

    @property
    def name(self) -> str:
        """The word for it on the command line, kept in `ActivityEntry.source`. Where files of
        the same records can be imported, the name of that source: so both are the same entries."""
        ...

    @property
    def label(self) -> Text: ...

    @property
    def field_names(self) -> Mapping[str, str]:
        """What the source calls the fields of a Record: {"partner_user": "userPrincipalName"}."""
        ...

    def pull(self, state: str | None, *, first_day: date | None) -> Iterator[Pulled]:
        """Yield what is new, in steps that are small enough to be held in memory.

        `state` is what the last step that was kept has left; None before the first. `first_day`
        (UTC) is where to begin instead. Raise PullError when something is not set up, or when
        the service fails for longer than is worth waiting: the next pull goes on from there.
        A step may bring again what an earlier one has brought.
        """
        ...


pull_sources: Registry[PullSource] = Registry(
    "pull_sources", contract=PullSource, key=lambda source: source.name
)
