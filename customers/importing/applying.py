"""Applies a file that was confirmed: all of its rows, or none."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from activitylog.services.files import record_import
from customers.importing.examining import Change, Examination
from customers.importing.problems import Problem, Unreadable
from customers.services import Refused
from customers.services.changes import locked_rows

if TYPE_CHECKING:
    from customers.importing.steps import Step, Steps
    from customers.importing.uploads import Upload
    from customers.resources.reading import ReadingResource
    from customers.services import Actor


# PostgreSQL's code for who waited for one another, and lost.
DEADLOCK = "40P01"


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int


class Failed(Exception):
    """Nothing was imported: why, and where it stood in the file; the refusal, if it was one."""

    def __init__(self, problem: Problem, refused: Refused | None = None) -> None:
        super().__init__(problem.reason)
        self.problem = problem
        self.refused = refused


class Application:
    """One import of a file. Iterate `run` to its end; what becomes of it is recorded. Whoever may
    never get to begin it calls `leave` as well."""

    def __init__(
        self,
        upload: Upload,
        content: bytes,
        resource: type[ReadingResource],
        steps: Steps,
        actor: Actor,
    ) -> None:
        self.upload, self.content = upload, content
        self.resource, self.steps, self.actor = resource, steps, actor
        self.examination: Examination | None = None
        self.has_begun = False

    def run(self) -> Generator[Progress, None, None]:
        """Yield how far it is. Raise Failed when nothing was imported.

        Who stops iterating, because the reader has gone, takes everything back. Entries of a
        failure are written once the transaction has ended: inside, they would vanish with it.
        """
        self.has_begun = True
        done = False
        try:
            with transaction.atomic():
                yield from self._apply()
                self._record("succeeded")
            done = True
        except Failed as failed:
            if failed.refused:
                failed.refused.record()
            raise
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise
            reason = _("Someone else is changing the same right now. Choose the file again.")
            raise Failed(Problem(0, "", reason)) from error
        finally:
            if not done:
                self._record("failed")

    def leave(self) -> None:
        """Record an import that was confirmed, but whose reader went away before it began."""
        if not self.has_begun:
            self.has_begun = True
            self._record("failed")

    def _apply(self) -> Iterator[Progress]:
        # Compared once more: what has changed since it was shown, nobody has agreed to. The rows
        # that differ are locked first, in the order of their keys: two files of the same rows,
        # each in an order of its own, would otherwise wait for one another.
        file = io.BytesIO(self.content)
        try:
            found = Examination(file, self.resource, self.steps, self.actor, locked_rows)
        except Unreadable as unreadable:
            raise Failed(unreadable.problem) from unreadable
        self.examination = found
        if found.problems:
            raise Failed(found.problems[0])
        if found.shown != self.upload.shown:
            reason = _("What is stored has changed since you looked. Choose the file again.")
            raise Failed(Problem(0, "", reason))
        for number, change in enumerate(found.changes):
            yield Progress(number, len(found.changes))
            for step in change.steps:
                self._run(step, change, found)

    def _run(self, step: Step, change: Change, found: Examination) -> None:
        line = change.found.line
        try:
            step.run(self.actor)
        except Refused as refused:
            names = [refused.field] if refused.field in found.table.titles else step.columns
            raise Failed(Problem(line, found.column(names), refused.reason), refused) from refused
        except PermissionDenied as denied:
            reason = _("Your roles do not allow you to change this.")
            raise Failed(Problem(line, found.column(step.columns), reason)) from denied

    def _record(self, status: str) -> None:
        found = self.examination
        counts = {"Rows": found.n_rows if found else 0}
        if found and status == "succeeded":
            counts |= {"Added": found.n_new, "Changed": found.n_changed, "Unchanged": found.n_same}
        record_import(
            actor=self.actor.user,
            application=self.actor.application,
            list_name=self.upload.list_name,
            file_name=self.upload.file_name,
            counts=counts,
            status=status,
            correlation_id=self.actor.correlation_id,
        )
