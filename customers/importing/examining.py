"""What an import would do, row by row, and what speaks against it. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from customers.importing.problems import Problem
from customers.importing.steps import Impossible, Step, Steps
from customers.importing.tables import Table, read_table

if TYPE_CHECKING:
    from customers.resources.known import Fetch
    from customers.resources.reading import Found, ReadingResource
    from customers.services import Actor


@dataclass(frozen=True, slots=True)
class Change:
    """A row that would be added or changed, and the calls of services that it takes."""

    found: Found
    steps: list[Step]


class Examination:
    """A file, compared with what is stored, for one who wants to import it."""

    def __init__(
        self,
        file: BinaryIO,
        resource: type[ReadingResource],
        steps: Steps,
        actor: Actor,
        fetch: Fetch = list,
    ) -> None:
        """Raise Unreadable for what is no table of these columns."""
        self.table: Table = read_table(file, resource)
        self.problems = list(self.table.problems)
        self.changes: list[Change] = []
        self._headers = {
            name: str(column.column_name) for name, column in resource().columns().items()
        }
        table = self.table
        read = resource().read(table.lines, table.dataset, table.written, fetch)
        for found in read:
            self._judge(found, steps, actor)
        self.problems.sort(key=lambda problem: problem.line)
        self.n_rows = len(read) + len(self.table.problems)

    def _judge(self, found: Found, steps: Steps, actor: Actor) -> None:
        for name, messages in found.errors.items():
            self._object(found, name, " ".join(messages))
        if found.errors or not (found.is_new or found.before):
            return
        try:
            change = Change(found, list(steps(found)))
        except Impossible as impossible:
            self._object(found, impossible.column, impossible.reason)
            return
        self.changes.append(change)
        for step in change.steps:
            if not actor.may(step.operation.permission):
                reason = _("Your roles do not allow you to change this.")
                self.problems.append(Problem(found.line, self.column(step.columns), reason))

    def _object(self, found: Found, name: str, reason: str) -> None:
        self.problems.append(Problem(found.line, self.column([name]), reason))

    def column(self, names: Sequence[str]) -> str:
        """What columns are headed in the file; those that it lacks as an export heads them."""
        there = [name for name in names if name in self.table.titles] or list(names)[:1]
        titles = (self.table.titles.get(name) or self._headers.get(name, "") for name in there)
        return ", ".join(titles)

    @property
    def n_new(self) -> int:
        return sum(change.found.is_new for change in self.changes)

    @property
    def n_changed(self) -> int:
        return len(self.changes) - self.n_new

    @property
    def n_wrong(self) -> int:
        """Rows against which something speaks."""
        return len({problem.line for problem in self.problems})

    @property
    def n_same(self) -> int:
        wrong = {problem.line for problem in self.problems}
        touched = wrong | {change.found.line for change in self.changes}
        return self.n_rows - len(touched)

    @cached_property
    def shown(self) -> str:
        """A digest of the differences: the same again only where the same would happen."""
        parts = [
            (change.found.line, change.found.is_new, sorted(change.found.texts.items()))
            for change in self.changes
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()
