"""From what a request brings to the token that it belongs to."""

from __future__ import annotations

from uuid import UUID

from portal.tokens.access import client_of
from portal.tokens.models import ApiToken
from portal.tokens.secrets import PREFIX, digest_of

_ROWS = ApiToken.objects.select_related("owner")


def find_bearer(credential: str) -> ApiToken | None:
    """The token of a Bearer credential, whether it can still be used or not: one query."""
    if credential.startswith(PREFIX):
        # A client's own secret is only good for getting an access token.
        return _ROWS.filter(digest=digest_of(credential), kind=ApiToken.Kind.TOKEN).first()
    client_id = client_of(credential)
    if client_id is None:
        return None
    return _ROWS.filter(pk=client_id, kind=ApiToken.Kind.CLIENT).first()


def find_client(client_id: str) -> ApiToken | None:
    """The client of this ID, whether it can still be used or not; whoever asks knows its secret
    or not: see ApiToken.is_opened_by."""
    try:
        key = UUID(client_id)
    except ValueError:
        return None
    return _ROWS.filter(pk=key, kind=ApiToken.Kind.CLIENT).first()
