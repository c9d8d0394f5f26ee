from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser, no_translations
from tqdm import tqdm

from customers.consistency import check_movements
from customers.models import Subscription


class Command(BaseCommand):
    help = (
        "Count the movements of all subscriptions again from what the activity log tells, and "
        "compare them with those that are kept, one by one; and what they come to with what the "
        "subscriptions are. Changes nothing without --write. It reads each entry of an order, a "
        "subscription and a license; check_consistency, which reads other things of them, compares "
        "only what the movements come to. Exit code 0: no difference is left; 1: there are some."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--write",
            action="store_true",
            help="replace the movements of a subscription where they differ",
        )

    @no_translations
    def handle(self, *_args: Any, write: bool, **_options: Any) -> None:
        total = Subscription.objects.count()
        subscriptions = movements = differences = written = 0
        with tqdm(
            total=total, unit=" subscriptions", delay=1, leave=False, file=sys.stderr, disable=None
        ) as bar:
            for batch in check_movements(write=write):
                bar.update(batch.subscriptions)
                # Above the bar, not through it.
                with tqdm.external_write_mode():
                    for difference in batch.differences:
                        self.stdout.write(str(difference))
                subscriptions += batch.subscriptions
                movements += batch.movements
                differences += len(batch.differences)
                written += batch.written
        if write:
            self.stdout.write(f"The movements of {written} subscriptions were replaced.")
        self.stdout.write(
            f"{subscriptions} subscriptions and {movements} movements counted, "
            f"{differences} differences."
        )
        if differences:
            sys.exit(1)
