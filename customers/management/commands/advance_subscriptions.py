from __future__ import annotations

import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, no_translations
from tqdm import tqdm

from customers.services import Actor, recording_refusals
from customers.services.subscriptions import (
    advance_subscription,
    count_due_subscriptions,
    due_subscriptions,
)

APPLICATION = "Subscription lifecycle"


class Command(BaseCommand):
    help = (
        "Take the steps of subscriptions whose time has come: they begin, renew, expire, are "
        "disabled and deleted, an entry each. Meant for a timer; what was done is not done again. "
        "Exit code 0: all are up to date; 1: some could not be advanced, the others were."
    )

    @no_translations
    def handle(self, *_args: Any, **_options: Any) -> None:
        # One for all: what one run did has one correlation ID.
        actor = Actor(application=APPLICATION)
        now = actor.now()
        bar = tqdm(
            due_subscriptions(now),
            total=count_due_subscriptions(now),
            unit=" subscriptions",
            delay=1,
            leave=False,
            file=sys.stderr,
            # Not where nobody watches: a log would fill with it.
            disable=None,
        )
        taken = [self._advance(key, actor) for key in bar]
        steps = [count for count in taken if count]
        self.stdout.write(f"{len(steps)} subscriptions advanced, {sum(steps)} steps.")
        if failed := taken.count(None):
            tqdm.write(f"{failed} could not be advanced.", file=sys.stderr)
            sys.exit(1)

    def _advance(self, key: UUID, actor: Actor) -> int | None:
        """How many steps were taken; None where it failed: the others go on."""
        try:
            with recording_refusals():
                return advance_subscription(actor=actor, subscription_id=key)
        # Whatever it is: the next run tries again, and this one has others to advance.
        except Exception as error:
            tqdm.write(f"{key}: {type(error).__name__}: {error}", file=sys.stderr)
            return None
