from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from activitylog.files import UnusableFile, readable
from activitylog.services import Outcome, Result, ingest
from activitylog.services.imports import recorded_import
from portal.plugins import IngestionSource, ingestion_sources

NOT_TAKEN = (Result.CONFLICT, Result.REFUSED)


class Command(BaseCommand):
    help = (
        "Add the records of a file to the activity log. The same file again adds nothing. "
        "Exit code 0: all are in the log; 1: the file could not be read; "
        "3: some were refused or in conflict."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", choices=ingestion_sources.names())
        parser.add_argument("file", metavar="FILE", help="A path, or - for standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen.")
        parser.add_argument(
            "--refused", metavar="FILE", help="Keep the records that were not taken in this file."
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        source = ingestion_sources.get(options["source"])
        assert source
        found: Counter[Result] = Counter()
        line = 0
        try:
            with ExitStack() as stack:
                file = stack.enter_context(readable(stack.enter_context(_opened(options["file"]))))
                kept = _Kept(stack.enter_context(_refused_file(options["refused"])))
                if not options["dry_run"]:
                    stack.enter_context(_recorded(found, options["file"]))
                for outcome in self._outcomes(source, file, dry_run=options["dry_run"]):
                    found[outcome.result] += 1
                    if outcome.result in NOT_TAKEN:
                        # A whole file may stand in one line: from there on records are numbered.
                        same_line = outcome.reading.line == line
                        self._complain(outcome, source, found.total() if same_line else 0)
                        kept.keep(outcome)
                    line = outcome.reading.line
        except OSError as error:
            name = error.filename or options["file"]
            raise CommandError(f"{name}: {error.strerror or error}") from error
        except UnusableFile as error:
            raise CommandError(f"{options['file']}: {error}") from error
        self._summarise(found, dry_run=options["dry_run"])
        if any(found[result] for result in NOT_TAKEN):
            sys.exit(3)

    def _outcomes(
        self, source: IngestionSource, file: BinaryIO, *, dry_run: bool
    ) -> Iterator[Outcome]:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        with tqdm(
            total=size,
            unit="B",
            unit_scale=True,
            delay=1,
            leave=False,
            file=sys.stderr,
            # Not where nobody watches: a log would fill with it.
            disable=None,
        ) as bar:
            for outcome in ingest(source.read(file), source=source.name, dry_run=dry_run):
                bar.update(len(outcome.reading.raw))
                yield outcome

    def _complain(self, outcome: Outcome, source: IngestionSource, number: int) -> None:
        name = source.field_names.get(outcome.field, outcome.field)
        what = " ".join(part for part in (name, outcome.reason) if part)
        place = f"line {outcome.reading.line}" + (f", record {number}" if number else "")
        tqdm.write(f"{place}: {outcome.result}: {what}", file=sys.stderr)

    def _summarise(self, found: Counter[Result], *, dry_run: bool) -> None:
        would = "Would be: " if dry_run else ""
        counts = ", ".join(
            f"{found[result]} {word}"
            for result, word in (
                (Result.ADDED, "added"),
                (Result.KNOWN, "known"),
                (Result.CONFLICT, "conflicting"),
                (Result.REFUSED, "refused"),
            )
        )
        self.stdout.write(f"{would}{found.total()} read, {counts}.")


def _recorded(found: Counter[Result], name: str) -> AbstractContextManager[None]:
    return recorded_import(
        found,
        actor=None,
        application="import_activity",
        file_name="standard input" if name == "-" else Path(name).name,
    )


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")


def _refused_file(name: str | None) -> AbstractContextManager[BinaryIO | None]:
    return Path(name).open("wb") if name else nullcontext()


class _Kept:
    """A file of the records that were not taken, ready to be mended and imported."""

    def __init__(self, file: BinaryIO | None) -> None:
        self.file = file
        self.started = False

    def keep(self, outcome: Outcome) -> None:
        if self.file is None:
            return
        if not self.started:
            self.file.write(outcome.reading.header)
            self.started = True
        raw = outcome.reading.raw
        self.file.write(raw if raw.endswith(b"\n") else raw + b"\n")
