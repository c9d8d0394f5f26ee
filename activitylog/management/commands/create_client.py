from __future__ import annotations

from activitylog.management.making import EXIT_CODES, MakingCommand
from portal.tokens.models import ApiToken


class Command(MakingCommand):
    help = (
        "Make a client, which signs in as Partner Center's clients do: it gets access tokens of an "
        "hour for its ID and secret. They are the last two lines of standard output; the secret is "
        f"never shown again. {EXIT_CODES}"
    )
    kind = ApiToken.Kind.CLIENT
    application = "create_client"

    def printed(self, token: ApiToken, secret: str) -> list[str]:
        return [str(token.pk), secret]
