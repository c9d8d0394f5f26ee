from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import OperationalError, connection
from django.db.models import Q

from portal.tokens.models import ApiToken

EVERY = timedelta(minutes=1)
"""Last use is shown to the minute: a write for each request would cost more than the request."""
REFUSALS_EVERY = timedelta(hours=1)
_PATIENCE_MS = 20


def note_use(token: ApiToken, now: datetime) -> None:
    """Keep when the token was last used; skipped where it would have to wait for a writer."""
    if token.last_used_at is not None and now - token.last_used_at < EVERY:
        return
    with _impatient():
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def is_first_refusal(token: ApiToken, now: datetime) -> bool:
    """Whether nobody was refused with it within the hour; then it is noted that now somebody is."""
    if token.refused_at is not None and now - token.refused_at < REFUSALS_EVERY:
        return False
    quiet = Q(refused_at__isnull=True) | Q(refused_at__lte=now - REFUSALS_EVERY)
    return ApiToken.objects.filter(quiet, pk=token.pk).update(refused_at=now) == 1


@contextmanager
def _impatient() -> Iterator[None]:
    """On SQLite a request that only reads must not wait until a long import has ended."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        try:
            yield
        except OperationalError:
            # Somebody else is writing: the next request notes it.
            pass
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
