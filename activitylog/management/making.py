"""What `create_token` and `create_client` share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from activitylog.staff.token_form import TokenForm
from activitylog.staff.token_rules import DAYS, useless_scopes
from activitylog.staff.tokens import create_token
from portal.models import User
from portal.tokens.scopes import SCOPES

if TYPE_CHECKING:
    from portal.tokens.models import ApiToken

# What the fields of the form are called here.
ARGUMENTS = {"owner": "USERNAME", "scopes": "--scope", "last_day": "--days"}
EXIT_CODES = "Exit code 0: made; 1: refused; 2: the command was not understood."


def days(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(f"“{text}” is not a whole number")
    return int(text)


class MakingCommand(BaseCommand):
    """Makes something with a secret, which is the last line of standard output; all that is said
    about it goes to standard error."""

    kind: ClassVar[ApiToken.Kind]
    application: ClassVar[str]
    """Who the log says did it."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("owner", metavar="USERNAME", help="Whose permissions it has at most.")
        parser.add_argument("--name", required=True, help="What the log calls it.")
        parser.add_argument(
            "--scope",
            dest="scopes",
            metavar="SCOPE",
            required=True,
            action="extend",
            nargs="+",
            choices=SCOPES,
            help=f"What it is good for: {', '.join(SCOPES)}.",
        )
        parser.add_argument(
            "--days",
            type=days,
            default=DAYS,
            metavar="N",
            help="How many days from today it is valid; 0: until it is revoked. "
            f"Without this {DAYS}.",
        )
        parser.add_argument(
            "--source",
            default="",
            help="Whose word the entries are that it adds. Without this made from the name.",
        )

    def printed(self, token: ApiToken, secret: str) -> list[str]:
        """The lines of standard output, the secret last."""
        return [secret]

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        form = TokenForm(
            {name: options[name] for name in ("owner", "name", "scopes", "source")}
            | {"kind": self.kind, "last_day": last_day(options["days"])},
            owners=User.objects.all(),
        )
        if not form.is_valid():
            raise CommandError("\n".join(complaints(form)))
        values = form.values()
        token, secret = create_token(actor=None, application=self.application, **values)
        self._tell(token)
        for line in self.printed(token, secret):
            self.stdout.write(line)

    def _tell(self, token: ApiToken) -> None:
        until = f"until {token.expires_at:%Y-%m-%d %H:%M} UTC" if token.expires_at else "for good"
        what = f"{token.get_kind_display()} “{token.name}” of {token.owner}, {until}"
        # None of it is an error, so none is red.
        self.stderr.write(f"{what}, source {token.source}, ID {token.pk}.", str)
        for scope, reason in useless_scopes(token.owner, token.scopes).items():
            self.stderr.write(f"Warning: {scope} is good for nothing as things are. {reason}", str)
        self.stderr.write("The secret is shown only now:", str)


def last_day(number: int) -> str:
    """The last of so many days from today, as the form takes it."""
    if number == 0:
        return ""
    try:
        return (timezone.localdate() + timedelta(days=number)).isoformat()
    except OverflowError:
        raise CommandError("--days: there are not that many days.") from None


def complaints(form: TokenForm) -> list[str]:
    return [
        f"{ARGUMENTS.get(name, f'--{name}')}: {message}"
        for name, messages in form.errors.items()
        for message in messages
    ]
