from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from activitylog.filters import ActivityEntryFilter
from activitylog.log_file import LIST_NAME
from activitylog.models import ActivityEntry
from activitylog.querysets import ActivityEntryQuerySet
from activitylog.resources import ActivityEntryResource
from activitylog.services.files import record_export
from portal.exports import FORMATS


class Command(BaseCommand):
    help = (
        "Write entries of the activity log to a file: in English, separated by commas, days in "
        "TIME_ZONE. Without --date-from and --date-to all of them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, filter_ in ActivityEntryFilter.base_filters.items():
            parser.add_argument(
                f"--{name.replace('_', '-')}",
                dest=name,
                action="append",
                metavar="VALUE",
                help=str(filter_.label),
            )
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument(
            "-o", "--output", default="-", metavar="FILE", help="A path, or - (standard output)."
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        names = ActivityEntryFilter.base_filters
        given = {name: options[name] for name in names if options[name]}
        filterset = ActivityEntryFilter(given, ActivityEntry.objects.all())
        if not filterset.is_valid():
            name, messages = next(iter(filterset.errors.items()))
            raise CommandError(f"--{name.replace('_', '-')}: {messages[0]} Nothing was exported.")
        entries = filterset.qs
        assert isinstance(entries, ActivityEntryQuerySet)
        kind = FORMATS[options["format"]]
        try:
            with _output(options["output"]) as file, self._progress() as bar:
                entry = _record(options["output"], options["format"], given)
                rows = entries.there_before(entry)
                for chunk in kind.stream(ActivityEntryResource(), rows, None, ","):
                    bar.update(file.write(chunk))
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror or error}") from error

    def _progress(self) -> Any:
        return tqdm(unit="B", unit_scale=True, delay=1, leave=False, file=sys.stderr, disable=None)


def _output(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if name == "-" else Path(name).open("wb")


def _record(output: str, file_format: str, given: dict[str, list[str]]) -> ActivityEntry:
    return record_export(
        actor=None,
        application="export_activity",
        list_name=LIST_NAME,
        file_name="standard output" if output == "-" else Path(output).name,
        file_format=file_format,
        query=urlencode(given, doseq=True),
    )
