from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from activitylog.counting.catching_up import count_entries, misses_entries
from activitylog.models import ActivityEntry
from customers.demo import seeding
from customers.demo.accounts import make_accounts
from customers.demo.story.scale import FEWEST_ENTRIES
from customers.models import Customer, Product, Subscription
from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.roles import ROLES

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from django.db.models import Model

PATIENCE = 30
"""Seconds for which it waits for somebody else who is counting the log."""


def count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(f"“{text}” is not a whole number")
    return int(text)


def enough(text: str) -> int:
    if (number := count(text)) < FEWEST_ENTRIES:
        raise ArgumentTypeError(f"the story takes at least {FEWEST_ENTRIES} entries")
    return number


class Command(BaseCommand):
    help = (
        "Fill the database with a made-up partner: staff, customers, products, subscriptions and "
        "the years in which all that came about. Once the customers are there, only entries are "
        "added, until the log holds as many as asked for: so the same again adds nothing, and "
        "what was interrupted is completed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--entries",
            type=enough,
            default=2000,
            help="how many entries the log holds then (default: 2000)",
        )
        parser.add_argument("--seed", type=count, default=1, help="which story (default: 1)")
        parser.add_argument(
            "--once", action="store_true", help="add nothing when there are other customers already"
        )

    def handle(self, *, entries: int, seed: int, once: bool, **_options: Any) -> None:
        if seeding.is_seeded(seed) or not (once and Customer.objects.exists()):
            self._seed(seed, entries)
        self._print_sign_ins()

    def _seed(self, seed: int, entries: int) -> None:
        before = _counts()
        world = seeding.world_of(seed)
        is_new = not seeding.is_seeded(seed)
        if is_new and seeding.is_in_the_way(world):
            raise CommandError(
                "There are customers or products that the demo would make, such as those of "
                "another seed. Name a database without them in DATABASE_URL."
            )
        accounts = make_accounts()
        # The bar appears only on a terminal, and only when it takes long.
        with tqdm(total=entries, unit=" entries", delay=2, disable=None) as progress:
            if is_new:
                for told in seeding.make_changes(world, entries):
                    progress.update(told - progress.n)
            progress.update(ActivityEntry.objects.count() - progress.n)
            for _outcome in seeding.tell_the_rest(world, entries):
                progress.update()
        _bring_counts_up_to_date()
        made = {"accounts": accounts}
        made |= {what: number - before[what] for what, number in _counts().items()}
        self.stdout.write("Added " + ", ".join(f"{n:,} {what}" for what, n in made.items()) + ".")

    def _print_sign_ins(self) -> None:
        roles = {role.code: role.name for role in ROLES}
        rows = [("Role", "User name", "Password")]
        rows += [
            (roles[account.role], account.username, DEMO_PASSWORD) for account in DEMO_ACCOUNTS
        ]
        for role, username, password in rows:
            self.stdout.write(f"{role:<24}{username:<20}{password}")


def _bring_counts_up_to_date() -> None:
    """What is made up was recorded in the past, where all may have been counted already."""
    with tqdm(unit=" entries counted", delay=2, disable=None) as progress:
        for entries in count_entries(anew=misses_entries(), patience=PATIENCE):
            progress.update(entries)


def _counts() -> dict[str, int]:
    models: dict[str, type[Model]] = {
        "products": Product,
        "customers": Customer,
        "subscriptions": Subscription,
        "entries": ActivityEntry,
    }
    return {what: model._default_manager.count() for what, model in models.items()}
