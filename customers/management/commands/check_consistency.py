from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, no_translations
from tqdm import tqdm

from customers.consistency import Difference, check_orders, check_subscriptions
from customers.models import Order, Subscription


class Command(BaseCommand):
    help = (
        "Replay what the activity log tells of every subscription and order, and compare it with "
        "what they are; and with what the movements of the subscriptions come to, which "
        "recount_movements looks at one by one. Changes nothing. Exit code 0: no difference; 1: "
        "there are some."
    )

    @no_translations
    def handle(self, *_args: Any, **_options: Any) -> None:
        subscriptions, orders = Subscription.objects.count(), Order.objects.count()
        found = self._check(check_subscriptions(), subscriptions, "subscriptions")
        found += self._check(check_orders(), orders, "orders")
        self.stdout.write(
            f"{subscriptions} subscriptions and {orders} orders checked, {found} differences."
        )
        if found:
            sys.exit(1)

    def _check(self, batches: Iterable[tuple[int, list[Difference]]], total: int, what: str) -> int:
        found = 0
        with tqdm(
            total=total, unit=f" {what}", delay=1, leave=False, file=sys.stderr, disable=None
        ) as bar:
            for count, differences in batches:
                bar.update(count)
                # Above the bar, not through it.
                with tqdm.external_write_mode():
                    for difference in differences:
                        self.stdout.write(str(difference))
                found += len(differences)
        return found
