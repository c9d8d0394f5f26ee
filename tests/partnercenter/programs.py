"""Programs that sign in with an ID and a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from portal.models import ApiToken
from portal.tokens.secrets import digest_of, hint_of, new_secret

if TYPE_CHECKING:
    from portal.models import User


class Program(NamedTuple):
    """A client with its secret, which only it knows."""

    row: ApiToken
    secret: str

    @property
    def form(self) -> dict[str, str]:
        return {
            "grant_type": "client_credentials",
            "client_id": str(self.row.pk),
            "client_secret": self.secret,
        }

    def stored(self) -> ApiToken:
        return ApiToken.objects.get(pk=self.row.pk)


def make_program(owner: User, **values: Any) -> Program:
    secret = new_secret()
    row = ApiToken.objects.create(
        kind="client",
        owner=owner,
        name="Nightly report",
        source="report",
        digest=digest_of(secret),
        hint=hint_of(secret),
        **{"scopes": ["customers:read"]} | values,
    )
    return Program(row, secret)
