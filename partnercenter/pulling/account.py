"""With what the portal signs in at Partner Center. It comes from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

from django.conf import settings

from portal.plugins import PullError


@dataclass(frozen=True, slots=True)
class Account:
    """An application that was registered for the partner's tenant."""

    url: str
    token_url: str
    client_id: str
    client_secret: str = field(repr=False)


def account() -> Account:
    """Raise PullError for what the operator has not set."""
    missing = [
        name
        for name in ("PARTNER_CENTER_CLIENT_ID", "PARTNER_CENTER_CLIENT_SECRET")
        if not getattr(settings, name)
    ]
    if not (settings.PARTNER_CENTER_TOKEN_URL or settings.PARTNER_CENTER_TENANT_ID):
        missing.append("PARTNER_CENTER_TENANT_ID")
    if missing:
        raise PullError(
            f"Not set: {', '.join(missing)}. docs/operating.md says how to sign in at "
            "Partner Center."
        )
    return Account(
        settings.PARTNER_CENTER_URL,
        settings.PARTNER_CENTER_TOKEN_URL or _token_url(),
        settings.PARTNER_CENTER_CLIENT_ID,
        settings.PARTNER_CENTER_CLIENT_SECRET,
    )


def _token_url() -> str:
    tenant = quote(settings.PARTNER_CENTER_TENANT_ID, safe="")
    return f"{settings.PARTNER_CENTER_LOGIN_URL}/{tenant}/oauth2/token"
