from __future__ import annotations

from activitylog.management.making import EXIT_CODES, MakingCommand
from portal.tokens.models import ApiToken


class Command(MakingCommand):
    help = (
        "Make an API token, with which a program acts as USERNAME within the scopes. The token is "
        f"the last line of standard output, and is never shown again. {EXIT_CODES}"
    )
    kind = ApiToken.Kind.TOKEN
    application = "create_token"
