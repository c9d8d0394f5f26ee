"""Secrets of tokens: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "pp_"
"""Secrets begin alike, so that scanners find those that were published by mistake."""
HINT_LENGTH = 8


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept. The secret has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def hint_of(secret: str) -> str:
    """Enough to tell one's tokens apart, and no help in guessing."""
    return secret[:HINT_LENGTH]
