from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from math import inf
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from activitylog.counting.catching_up import bring_up_to_date
from activitylog.management.taking import Kept, Taking, refused_file
from activitylog.services.pulls import pull
from portal.plugins import Pulled, PullError, PullSource, pull_sources

if TYPE_CHECKING:
    from activitylog.services import Outcome


class Command(BaseCommand):
    help = (
        "Fetch what is new at a service into the activity log. It goes on where the last pull "
        "ended, however that ended; what is there already is not added again. "
        "Exit code 0: all is in the log; 1: nothing could be fetched; 3: some records were "
        "refused or in conflict, or days are missing; 4: it stopped midway, and what was fetched "
        "until then is in the log."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", choices=pull_sources.names())
        parser.add_argument(
            "--from",
            dest="first_day",
            type=_day,
            metavar="YYYY-MM-DD",
            help="The day (UTC) to begin with, in place of where the last pull ended.",
        )
        parser.add_argument(
            "--refused", metavar="FILE", help="Add the records that were not taken to this file."
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        source = pull_sources.get(options["source"])
        assert source
        try:
            with ExitStack() as stack:
                kept = Kept(stack.enter_context(refused_file(options["refused"], "ab")))
                steps = stack.enter_context(_Steps(source, kept))
                self._pull(source, steps, options["first_day"])
        except OSError as error:
            name = error.filename or options["refused"]
            raise CommandError(f"{name}: {error.strerror or error}") from error
        bring_up_to_date(seconds=inf)
        self.stdout.write(steps.taking.summary())
        if steps.missing or not steps.taking.all_taken:
            sys.exit(3)

    def _pull(self, source: PullSource, steps: _Steps, first_day: date | None) -> None:
        try:
            pull(
                source,
                first_day=first_day,
                application="pull_activity",
                found=steps.taking.found,
                tell=steps.tell,
            )
        except PullError as error:
            if not steps.number:
                raise CommandError(str(error)) from error
            text = f"{error}\nStopped midway: {steps.taking.summary()}"
            raise CommandError(text, returncode=4) from error


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # The function reads other forms too.
    if day is None or day.isoformat() != text:
        raise ArgumentTypeError(f"“{text}” is not a day such as 2026-11-20.")
    if day > datetime.now(UTC).date():
        raise ArgumentTypeError(f"{text} has not come yet.")
    return day


class _Steps:
    """Shows how a pull goes on, and what became of each record."""

    def __init__(self, source: PullSource, kept: Kept) -> None:
        self.taking = Taking(source.field_names, kept)
        self.number = 0
        self.missing = 0
        # Not where nobody watches: a log would fill with it.
        self.bar = tqdm(unit=" records", delay=1, leave=False, file=sys.stderr, disable=None)

    def __enter__(self) -> _Steps:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.bar.close()

    def tell(self, step: Pulled, outcomes: Sequence[Outcome]) -> None:
        self.number += 1
        self.missing += len(step.missing)
        self.bar.set_description(step.progress)
        self.bar.update(len(outcomes))
        for sentence in step.missing:
            tqdm.write(f"Missing: {sentence}", file=sys.stderr)
        for outcome in outcomes:
            self.taking.tell(outcome, f"{step.progress}, record {outcome.reading.line}")
