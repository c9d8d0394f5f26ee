from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from portal.tokens.finding import find_bearer
from portal.tokens.last_use import note_use

if TYPE_CHECKING:
    from rest_framework.request import Request

    from portal.models import User
    from portal.tokens.models import ApiToken

SCHEME = "Bearer"


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`, with a token or with an access token of a client."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != SCHEME.lower().encode():
            return None
        if len(parts) != 2:
            raise AuthenticationFailed("The Authorization header must be “Bearer”, then the token.")
        token = find_bearer(parts[1].decode(errors="replace"))
        if token is None:
            raise AuthenticationFailed("The token is unknown, or its time is up.")
        now = timezone.now()
        if not token.is_usable(now):
            self.refused(request, token)
            raise AuthenticationFailed("The token has expired, was revoked, or its owner is gone.")
        note_use(token, now)
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME

    def refused(self, request: Request, token: ApiToken) -> None:
        """Somebody came with a token that was good once: the place to write it down."""
