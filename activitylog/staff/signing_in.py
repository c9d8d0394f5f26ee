"""Coming and going is recorded: who signed in, failed to, or signed out.

An entry that cannot be written lets the sign-in fail: nobody comes in unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from activitylog.fitting import fitting
from activitylog.services import record_activity
from portal.clients import client_address

if TYPE_CHECKING:
    from rest_framework.request import Request

    from portal.models import User

RESOURCE_TYPE = "partner_user"
# Enough to tell browsers and programs apart.
MOST_OF_USER_AGENT = 300


@dataclass(frozen=True, slots=True)
class TypedName:
    """Who someone claimed to be. Whether there is such an account, the log does not tell."""

    typed: str
    email: str = ""

    def get_username(self) -> str:
        return fitting(self.typed, "partner_user")


@receiver(user_logged_in, dispatch_uid="activitylog.sign_in")
def record_sign_in(*, request: HttpRequest | None, user: User, **_kwargs: Any) -> None:
    _record("sign_in", user, request)


@receiver(user_logged_out, dispatch_uid="activitylog.sign_out")
def record_sign_out(*, request: HttpRequest | None, user: User | None, **_kwargs: Any) -> None:
    # None: nobody was signed in, or no longer.
    if user is not None:
        _record("sign_out", user, request)


@receiver(user_login_failed, dispatch_uid="activitylog.sign_in_failed")
def record_failure(
    *, credentials: Mapping[str, Any], request: HttpRequest | None = None, **_kwargs: Any
) -> None:
    """Of the credentials only the name is ever looked at."""
    name = TypedName(str(credentials.get("username") or ""))
    record_activity(
        "sign_in_failed",
        actor=name,
        resource_type=RESOURCE_TYPE,
        status="failed",
        details=list(where_from(request)),
    )


def _record(action: str, user: User, request: HttpRequest | None) -> None:
    record_activity(
        action,
        actor=user,
        resource_type=RESOURCE_TYPE,
        resource_id=str(user.pk),
        details=list(where_from(request)),
    )


def where_from(request: HttpRequest | Request | None) -> Iterator[tuple[str, str]]:
    """The address and the program that a request came from, as details of an entry."""
    if request is None:
        return
    if address := client_address(request):
        yield "IPAddress", address
    if browser := request.META.get("HTTP_USER_AGENT"):
        yield "UserAgent", browser[:MOST_OF_USER_AGENT]
