"""What a row takes: calls of services, each for some of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from customers.resources.reading import Found
    from customers.services import Actor, Operation


class Impossible(Exception):
    """No service does this: the column, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Step:
    """One call of a service."""

    operation: Operation[..., Any]
    columns: Sequence[str]
    """The columns that it writes."""
    arguments: dict[str, Any] = field(default_factory=dict)

    def run(self, actor: Actor) -> Any:
        return self.operation(actor=actor, **self.arguments)


Steps = Callable[["Found"], Iterator[Step]]


def changed(found: Found, names: Sequence[str]) -> dict[str, Any]:
    """The new values of those of these columns that a row changes, or that a new row has."""
    if found.is_new:
        return {name: getattr(found.instance, name) for name in names}
    return {name: getattr(found.instance, name) for name in names if name in found.before}


def versioned(found: Found, steps: Iterator[Step]) -> Iterator[Step]:
    """The steps of a known row: the first is held to the version of the row that was compared.
    The others follow in the same transaction, in which nobody else can change it."""
    for place, step in enumerate(steps):
        version = {} if place else {"version": found.instance.version}
        yield Step(step.operation, step.columns, step.arguments | version)
