"""Tokens of programs: made, revoked, and tried after their end; each is an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from activitylog.services import record_activity
from activitylog.staff.signing_in import where_from
from portal.busy import impatient
from portal.tokens.last_use import is_first_refusal, was_refused_lately
from portal.tokens.models import ApiToken
from portal.tokens.secrets import digest_of, hint_of, new_secret
from portal.tokens.states import State

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

    from activitylog.services.record import Actor, Details, Values
    from portal.models import User

Kind = ApiToken.Kind


@dataclass(frozen=True, slots=True)
class _Words:
    """How the log speaks of a token of one kind, in Partner Center's vocabulary."""

    resource_type: str
    made: str
    revoked: str


_WORDS = {
    Kind.TOKEN: _Words(
        "application_credential", "add_application_credential", "remove_application_credential"
    ),
    Kind.CLIENT: _Words("application", "register_application", "unregister_application"),
}
_WHY = {
    State.REVOKED: "Revoked",
    State.EXPIRED: "Expired",
    State.OWNER_INACTIVE: "OwnerInactive",
}


class AlreadyMade(Exception):
    """There is a token of this ID already: what made it was sent twice."""


@transaction.atomic
def create_token(
    *,
    token_id: UUID | None = None,
    actor: Actor | None,
    application: str = "",
    owner: User,
    name: str,
    scopes: Sequence[str],
    source: str,
    expires_at: datetime | None,
    kind: Kind = Kind.TOKEN,
) -> tuple[ApiToken, str]:
    """Make a token or client; return it and its secret, which nobody can look up again.

    The values are those that TokenForm takes. Who may send them twice gives them a `token_id`:
    the second time raises AlreadyMade, and nothing is made.
    """
    secret = new_secret()
    token = ApiToken(
        id=token_id or uuid4(),
        kind=kind,
        name=name,
        owner=owner,
        scopes=list(scopes),
        source=source,
        expires_at=expires_at,
        digest=digest_of(secret),
        hint=hint_of(secret),
    )
    try:
        token.save(force_insert=True)
    except IntegrityError as error:
        # The ID alone can be there: a secret of 256 random bits is not.
        raise AlreadyMade from error
    _record(token, _WORDS[kind].made, actor, application, None, _values(token))
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor | None, application: str = "", token_id: UUID) -> ApiToken:
    """Let a token be good for nothing from now on; a revoked one stays as it is."""
    token = (
        ApiToken.objects.select_for_update(of=("self",)).select_related("owner").get(pk=token_id)
    )
    if token.revoked_at is None:
        before = _values(token)
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        words = _WORDS[Kind(token.kind)]
        _record(token, words.revoked, actor, application, before, _values(token))
    return token


def record_late_use(token: ApiToken, request: HttpRequest | Request) -> None:
    """Somebody came with a token that is no longer good."""
    _record_refusal(token, _WHY[token.state(timezone.now())], request)


def record_wrong_secret(client: ApiToken, request: HttpRequest | Request) -> None:
    """Somebody came with the ID of a client, and not with its secret."""
    _record_refusal(client, "WrongSecret", request)


def _record_refusal(token: ApiToken, why: str, request: HttpRequest | Request) -> None:
    """An entry, of each token at most once an hour: what asks in vain may ask a thousand times.

    Nor does it wait for a long import: then the next attempt is told.
    """
    now = timezone.now()
    if was_refused_lately(token, now):
        return
    with impatient(), transaction.atomic():
        if not is_first_refusal(token, now):
            return
        record_activity(
            "sign_in_failed",
            actor=token.owner,
            application=token.name,
            resource_type=_WORDS[Kind(token.kind)].resource_type,
            resource_id=str(token.pk),
            status="failed",
            details=[*_details(token), ("Reason", why), *where_from(request)],
        )


def _record(
    token: ApiToken,
    action: str,
    actor: Actor | None,
    application: str,
    before: Values | None,
    after: Values,
) -> None:
    record_activity(
        action,
        actor=actor,
        application=application,
        resource_type=_WORDS[Kind(token.kind)].resource_type,
        resource_id=str(token.pk),
        old_value=before,
        new_value=after,
        details=_details(token),
    )


def _details(token: ApiToken) -> Details:
    return [("ApplicationId", str(token.pk)), ("DisplayName", token.name)]


def _values(token: ApiToken) -> Values:
    """What a token is; of its secret not even the hash."""
    return {
        "Id": str(token.pk),
        "DisplayName": token.name,
        "Kind": token.kind,
        "Owner": token.owner.get_username(),
        "Scopes": list(token.scopes),
        "Source": token.source,
        "ExpiresAt": _moment(token.expires_at),
        "RevokedAt": _moment(token.revoked_at),
        "Attributes": {"ObjectType": "Application"},
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if value else None
