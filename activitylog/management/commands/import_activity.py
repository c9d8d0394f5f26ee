from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from math import inf
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from activitylog.counting.catching_up import bring_up_to_date
from activitylog.files import UnusableFile, readable
from activitylog.management.taking import Kept, Taking, refused_file
from activitylog.services import Outcome, Result, ingest
from activitylog.services.imports import recorded_import
from portal.plugins import IngestionSource, ingestion_sources


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
        line = 0
        try:
            with ExitStack() as stack:
                file = stack.enter_context(readable(stack.enter_context(_opened(options["file"]))))
                kept = stack.enter_context(refused_file(options["refused"], "wb"))
                taking = Taking(source.field_names, Kept(kept))
                if not options["dry_run"]:
                    stack.enter_context(_recorded(taking.found, options["file"]))
                for outcome in self._outcomes(source, file, dry_run=options["dry_run"]):
                    place = f"line {outcome.reading.line}"
                    # A whole file may stand in one line: from there on records are numbered.
                    if outcome.reading.line == line:
                        place += f", record {taking.found.total() + 1}"
                    taking.take(outcome, place)
                    line = outcome.reading.line
        except OSError as error:
            name = error.filename or options["file"]
            raise CommandError(f"{name}: {error.strerror or error}") from error
        except UnusableFile as error:
            raise CommandError(f"{options['file']}: {error}") from error
        if not options["dry_run"]:
            bring_up_to_date(seconds=inf)
        self.stdout.write(("Would be: " if options["dry_run"] else "") + taking.summary())
        if not taking.all_taken:
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


def _recorded(found: Counter[Result], name: str) -> AbstractContextManager[object]:
    return recorded_import(
        found,
        actor=None,
        application="import_activity",
        file_name="standard input" if name == "-" else Path(name).name,
    )


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")
