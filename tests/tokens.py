"""Programs with tokens: what they are made from, and the client that brings one along."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from portal.models import ApiToken, User
from portal.tokens.secrets import digest_of, hint_of, new_secret


def token_for(user: User, *scopes: str, **values: Any) -> str:
    """The secret of a new token of the user; its own making leaves no entry.

    It has been used just now, so that the first request does not write down its use.
    """
    secret = new_secret()
    usual = {"name": "A program", "source": "program", "last_used_at": timezone.now()}
    ApiToken.objects.create(
        owner=user,
        scopes=list(scopes),
        digest=digest_of(secret),
        hint=hint_of(secret),
        **usual | values,
    )
    return secret


def bearer(secret: str) -> Client:
    """A client that signs in with the token."""
    return Client(headers={"Authorization": f"Bearer {secret}"})


def program_of(user: User, *scopes: str, **values: Any) -> Client:
    """A client that signs in with a new token of the user."""
    return bearer(token_for(user, *scopes, **values))
