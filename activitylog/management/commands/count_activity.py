from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from activitylog.counting.catching_up import SomebodyElseCounts, count_entries, counting_alone
from activitylog.counting.checking import check
from activitylog.counting.state import counted_before
from activitylog.models import ActivityEntry

PATIENCE = 30
"""Seconds for which it waits for who is counting: a page does for less than one."""


class Command(BaseCommand):
    help = (
        "Bring the counts that pages of numbers are made of up to what is recorded. Pages do that "
        "themselves, a little at a time. "
        "Exit code 0: all is counted, or nothing differs; 1: somebody else is counting, or the "
        "check found differences."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument(
            "--check",
            action="store_true",
            help="Change nothing: count all that is counted again, and compare.",
        )
        ways.add_argument(
            "--rebuild", action="store_true", help="Take all counts away and count anew."
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self._check()
            else:
                self._count(anew=options["rebuild"])
        except SomebodyElseCounts as error:
            raise CommandError("Somebody else is counting, or checking. Try again.") from error

    def _count(self, *, anew: bool) -> None:
        waiting = ActivityEntry.objects.all()
        if not anew:
            waiting = waiting.filter(recorded_at__gte=counted_before())
        counted = 0
        with _bar(waiting.count()) as bar:
            for entries in count_entries(anew=anew, patience=PATIENCE):
                counted += entries
                bar.update(entries)
        self.stdout.write(f"{counted} entries counted.")

    def _check(self) -> None:
        checked = differing = 0
        with counting_alone(PATIENCE), _bar(ActivityEntry.objects.count()) as bar:
            for entries, differences in check():
                checked += entries
                differing += len(differences)
                bar.update(entries)
                # Above the bar, not through it.
                with tqdm.external_write_mode():
                    for difference in differences:
                        self.stdout.write(str(difference))
        self.stdout.write(f"{checked} entries checked, {differing} differences.")
        if differing:
            sys.exit(1)


@contextmanager
def _bar(total: int) -> Iterator[tqdm[Any]]:
    with tqdm(
        total=total,
        unit=" entries",
        delay=1,
        leave=False,
        file=sys.stderr,
        # Not where nobody watches: a log would fill with it.
        disable=None,
    ) as bar:
        yield bar
