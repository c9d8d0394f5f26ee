from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from activitylog.services import Result
from customers.demo import seeding
from customers.models import Customer
from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.roles import ROLES

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from customers.demo.world import World


def count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(f"“{text}” is not a whole number")
    return int(text)


class Command(BaseCommand):
    help = (
        "Fill the database with a made-up partner: staff, customers, products, subscriptions and "
        "eighteen months of activity. The same seed and number of entries add nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--entries", type=count, default=2000, help="how many entries (default: 2000)"
        )
        parser.add_argument("--seed", type=count, default=1, help="which story (default: 1)")
        parser.add_argument(
            "--once", action="store_true", help="add nothing when there are customers already"
        )

    def handle(self, *, entries: int, seed: int, once: bool, **_options: Any) -> None:
        if not once or not Customer.objects.exists() or seeding.is_interrupted(seed):
            self._seed(seeding.world_of(seed), entries)
        self._print_sign_ins()

    def _seed(self, world: World, entries: int) -> None:
        made = {
            "accounts": seeding.make_accounts(),
            "products": seeding.make_products(world),
            "customers": seeding.make_customers(world),
            "entries": self._tell(world, entries),
            # Last: they stand as the story leaves them.
            "subscriptions": seeding.make_subscriptions(world),
        }
        self.stdout.write("Added " + ", ".join(f"{n:,} {what}" for what, n in made.items()) + ".")

    def _tell(self, world: World, entries: int) -> int:
        outcomes = seeding.tell_story(world, entries)
        # The bar appears only on a terminal, and only when it takes long.
        progress = tqdm(outcomes, total=entries, unit=" entries", delay=2, disable=None)
        return sum(outcome.result == Result.ADDED for outcome in progress)

    def _print_sign_ins(self) -> None:
        roles = {role.code: role.name for role in ROLES}
        rows = [("Role", "User name", "Password")]
        rows += [
            (roles[account.role], account.username, DEMO_PASSWORD) for account in DEMO_ACCOUNTS
        ]
        for role, username, password in rows:
            self.stdout.write(f"{role:<24}{username:<20}{password}")
