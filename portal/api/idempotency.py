"""`Idempotency-Key`: who sends a request again gets the first answer, and nothing is done twice.

A worker may die after it has done what was asked for and before the answer is kept. After LEASE the
same request is then done again. A row that it makes has the ID that belongs to the key, so that it
is found instead of made twice; what changes a row sets it to what it is already, or is refused.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response

from portal.api.access import caller_of
from portal.api.problems import Problem, invalid
from portal.api.views import PortalAPIView
from portal.kept_answers import KeptAnswer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=2)
"""No request takes so long: one that has not been answered by then has died with its worker."""
REMOVED_AT_ONCE = 100
# What they say depends on who asks, when and of what version; nothing was done, and the same
# request may be answered otherwise later.
NOT_KEPT = (401, 403, 412, 429)
_KEY = re.compile(r"[\x20-\x7e]{1,255}")
_HEADERS = ("Content-Type", "Location", "ETag")

log = logging.getLogger(__name__)


class _Known(Exception):
    """The request has been answered already."""

    def __init__(self, answer: KeptAnswer) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do what a request with a key asks for."""

    pk: int
    at: datetime
    row_id: UUID
    is_again: bool
    """Whether it was begun before, and nobody knows how far it came."""


class Idempotent(PortalAPIView):
    """An endpoint whose writing methods take an Idempotency-Key; without one they act each time."""

    _claim: Claim | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if HEADER in request.headers and self._acts(request):
            self._claim = claim(request, timezone.now())

    @property
    def row_id(self) -> UUID | None:
        """The ID for a row that the request makes; None without a key."""
        return self._claim.row_id if self._claim else None

    @property
    def may_be_done(self) -> bool:
        """Whether the request was begun before and may have made its row."""
        return bool(self._claim and self._claim.is_again)

    def _acts(self, request: Request) -> bool:
        """Whether there is such a method here, and it writes."""
        method = str(request.method)
        return method not in SAFE_METHODS and hasattr(self, method.lower())

    # The framework's types know no other answers than its own Response.
    def handle_exception(self, exc: Exception) -> Any:
        return _again(exc.answer) if isinstance(exc, _Known) else super().handle_exception(exc)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        found = super().finalize_response(request, response, *args, **kwargs)
        if self._claim:
            _settle(self._claim, found)
        return found


def claim(request: Request, now: datetime) -> Claim:
    """Begin the request; of several at once, one only. Raise _Known, or Problem."""
    key = request.headers[HEADER]
    if not _KEY.fullmatch(key):
        raise invalid(HEADER, "Give 1 to 255 printable ASCII characters.")
    mine = {"caller": caller_of(request), "key": key}
    digest = _digest(request)
    with transaction.atomic():
        _forget(KeptAnswer.objects.filter(claimed_at__lt=now - KEPT), **mine)
        answer, is_new = KeptAnswer.objects.get_or_create(
            **mine, defaults={"request_digest": digest, "claimed_at": now}
        )
        if is_new:
            return Claim(answer.pk, now, answer.row_id, is_again=False)
        if answer.request_digest != digest:
            raise Problem("idempotency-key-reused", "Take a new key for each request.")
        if answer.status is not None:
            raise _Known(answer)
        if answer.claimed_at > now - LEASE or not _under_way(answer.pk, answer.claimed_at).update(
            claimed_at=now
        ):
            raise Problem("idempotency-key-busy", headers={"Retry-After": "1"})
        return Claim(answer.pk, now, answer.row_id, is_again=True)


def _digest(request: Request) -> str:
    """What the request asks for: the same again has the same."""
    asked = (request.method, request.get_full_path(), request.content_type)
    head = "\0".join(map(str, asked)).encode()
    return hashlib.sha256(head + b"\0" + request._request.body).hexdigest()


def _forget(expired: QuerySet[KeptAnswer], **mine: str) -> None:
    """Remove what this key was answered long ago, and in passing some others of that age."""
    expired.filter(**mine).delete()
    others = expired.order_by("claimed_at").select_for_update(skip_locked=True)
    keys = list(others.values_list("pk", flat=True)[:REMOVED_AT_ONCE])
    if keys:
        KeptAnswer.objects.filter(pk__in=keys).delete()


def _under_way(pk: int, at: datetime) -> QuerySet[KeptAnswer]:
    return KeptAnswer.objects.filter(pk=pk, claimed_at=at, status=None)


def _settle(claim: Claim, response: HttpResponse) -> None:
    """Keep the answer. Where that fails, what was done stays done and the answer is given all the
    same; the key is free again after LEASE."""
    if isinstance(response, Response):
        response.render()
    row = _under_way(claim.pk, claim.at)
    try:
        if response.status_code >= 500:
            # It may have failed after all was done: the next one may begin at once, and look.
            row.update(claimed_at=claim.at - LEASE)
        elif response.status_code in NOT_KEPT:
            row.delete()
        else:
            row.update(
                status=response.status_code,
                headers={name: response[name] for name in _HEADERS if name in response},
                body=response.content.decode(),
            )
    except DatabaseError:
        log.exception("An answer could not be kept for its Idempotency-Key")


def _again(answer: KeptAnswer) -> HttpResponse:
    return HttpResponse(
        answer.body, status=answer.status, headers=answer.headers | {REPLAYED: "true"}
    )
