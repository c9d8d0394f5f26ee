from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.utils import timezone

from portal.tokens.models import ApiToken
from portal.tokens.states import State, in_states

# What a column is called, and how wide it is at least.
COLUMNS = {
    "ID": 36,
    "KIND": 6,
    "STATE": 14,
    "BEGINS": 8,
    "CREATED": 16,
    "EXPIRES": 16,
    "LAST USED": 16,
    "OWNER": 16,
    "NAME": 24,
    "SCOPES": 0,
}


class Command(BaseCommand):
    help = "List API tokens and clients, the newest first. Times are in UTC. No secret is known."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--state", choices=State.values, action="append", help="Only these; may be repeated."
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        tokens = ApiToken.objects.select_related("owner")
        if states := options["state"]:
            tokens = tokens.filter(in_states(map(State, states), now))
        self.stdout.write(line_of(COLUMNS))
        for token in tokens.iterator():
            self.stdout.write(line_of(cells(token, now)))


def cells(token: ApiToken, now: datetime) -> tuple[str, ...]:
    return (
        str(token.pk),
        token.kind,
        token.state(now),
        token.hint,
        minute(token.created_at),
        minute(token.expires_at),
        minute(token.last_used_at),
        token.owner.get_username(),
        token.name,
        " ".join(token.scopes),
    )


def minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else "-"


def line_of(texts: Iterable[str]) -> str:
    return "  ".join(
        text.ljust(width) for text, width in zip(texts, COLUMNS.values(), strict=True)
    ).rstrip()
