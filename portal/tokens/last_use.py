from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from portal.busy import impatient
from portal.tokens.models import ApiToken

EVERY = timedelta(minutes=1)
"""Last use is shown to the minute: a write for each request would cost more than the request."""
REFUSALS_EVERY = timedelta(hours=1)


def note_use(token: ApiToken, now: datetime) -> None:
    """Keep when the token was last used; where somebody else is writing, the next request does."""
    if token.last_used_at is not None and now - token.last_used_at < EVERY:
        return
    with impatient():
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def was_refused_lately(token: ApiToken, now: datetime) -> bool:
    """Whether somebody was refused with it within the hour, when its row was read."""
    return token.refused_at is not None and now - token.refused_at < REFUSALS_EVERY


def is_first_refusal(token: ApiToken, now: datetime) -> bool:
    """Whether nobody was refused with it within the hour; then it is noted that now somebody is."""
    quiet = Q(refused_at__isnull=True) | Q(refused_at__lte=now - REFUSALS_EVERY)
    return ApiToken.objects.filter(quiet, pk=token.pk).update(refused_at=now) == 1
