from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, no_translations

from activitylog.staff.tokens import revoke_token
from portal.tokens.models import ApiToken


def token_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no ID. list_tokens shows them") from None


class Command(BaseCommand):
    help = (
        "Revoke an API token or client: it is good for nothing from now on, and stays so. "
        "Exit code 0: it is revoked; 1: there is none of this ID; 2: the command was not "
        "understood."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID", type=token_id, help="As list_tokens shows it.")

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            token = revoke_token(actor=None, application="revoke_token", token_id=options["id"])
        except ApiToken.DoesNotExist as error:
            raise CommandError(f"There is no token of the ID {options['id']}.") from error
        since = f"{token.revoked_at:%Y-%m-%d %H:%M} UTC"
        self.stdout.write(f"“{token.name}” of {token.owner} is revoked since {since}.")
