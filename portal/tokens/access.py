"""Access tokens of an hour, which clients get for their ID and secret.

They are JSON Web Tokens only because some of Partner Center's clients look into them for `exp`.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
from django.conf import settings

LIFETIME = timedelta(hours=1)
_ALGORITHM = "HS256"


def access_token(client_id: UUID, now: datetime) -> str:
    """An access token of the client, valid from now on for LIFETIME."""
    claims = {
        "iss": settings.BASE_URL,
        "sub": str(client_id),
        "appid": str(client_id),
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
    }
    return jwt.encode(claims, _key(), algorithm=_ALGORITHM)


def client_of(token: str) -> UUID | None:
    """The client whose access token this is; None where it is none, or no longer valid."""
    try:
        claims = jwt.decode(
            token,
            _key(),
            algorithms=[_ALGORITHM],
            issuer=settings.BASE_URL,
            options={"require": ["exp", "iat", "sub"]},
        )
        return UUID(claims["sub"])
    except (jwt.InvalidTokenError, ValueError):
        return None


def _key() -> bytes:
    # Of its own, so that nothing else that is signed with SECRET_KEY passes for one.
    return hashlib.sha256(b"portal.tokens.access:" + settings.SECRET_KEY.encode()).digest()


def lifetime_from(now: datetime) -> tuple[int, int]:
    """Seconds since 1970 of when it begins to hold and when it ends."""
    start = int(now.astimezone(UTC).timestamp())
    return start, start + int(LIFETIME.total_seconds())
