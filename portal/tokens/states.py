"""What has become of a token: one definition, for a row in memory and for queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.tokens.models import ApiToken


class State(TextChoices):
    """Only an active one lets anybody in."""

    ACTIVE = "active", _("Active")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    # Not active any more, or no longer staff.
    OWNER_INACTIVE = "owner_inactive", _("Owner inactive")


def state_of(token: ApiToken, now: datetime) -> State:
    """What was done comes first, then what time did; the owner may come back."""
    if token.revoked_at is not None:
        return State.REVOKED
    if token.expires_at is not None and token.expires_at <= now:
        return State.EXPIRED
    if not (token.owner.is_active and token.owner.is_staff):
        return State.OWNER_INACTIVE
    return State.ACTIVE


def in_states(states: Iterable[State], now: datetime) -> Q:
    """In one of these; without any, none."""
    found = Q(pk__in=())
    for state in states:
        found |= in_state(state, now)
    return found


def in_state(state: State, now: datetime) -> Q:
    revoked = Q(revoked_at__isnull=False)
    expired = Q(expires_at__isnull=False, expires_at__lte=now)
    working = Q(owner__is_active=True, owner__is_staff=True)
    return {
        State.REVOKED: revoked,
        State.EXPIRED: ~revoked & expired,
        State.OWNER_INACTIVE: ~revoked & ~expired & ~working,
        State.ACTIVE: ~revoked & ~expired & working,
    }[state]
