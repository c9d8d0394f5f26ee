"""Who may use an endpoint: within the scopes of the token, within the permissions of its owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rest_framework.permissions import SAFE_METHODS, BasePermission

from portal.api.problems import Problem
from portal.tokens.models import ApiToken

if TYPE_CHECKING:
    from rest_framework.request import Request


@dataclass(frozen=True, slots=True)
class Access:
    """What one must hold: the scope of a token, and all these permissions of its owner."""

    scope: str
    permissions: tuple[str, ...] = ()


def token_of(request: Request) -> ApiToken | None:
    """The token that the request came with; None for a session of the browser."""
    return request.auth if isinstance(request.auth, ApiToken) else None


def caller_of(request: Request) -> str:
    """Who asks, as text: a token, or the user of a browser's session."""
    token = token_of(request)
    return f"token-{token.pk}" if token else f"user-{request.user.pk}"


def application_of(request: Request) -> str:
    """What the log calls the program that asks; empty for a browser."""
    token = token_of(request)
    return token.name if token else ""


class HasAccess(BasePermission):
    """Asks the view what must be held; services ask again for what they do."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        # A customer's or a stranger's account is no staff: it has no business here.
        if not getattr(request.user, "is_staff", False):
            raise Problem("not-permitted")
        access: Access | None = view.reading if request.method in SAFE_METHODS else view.writing
        if access is None:
            # No such method here: told as that, once one is let in.
            return True
        token = token_of(request)
        if token and access.scope and not token.allows(access.scope):
            raise Problem("missing-scope", f"The token lacks the scope “{access.scope}”.")
        if not request.user.has_perms(access.permissions):
            raise Problem("not-permitted")
        return True
