from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from portal.api.access import caller_of

if TYPE_CHECKING:
    from rest_framework.request import Request


class PerToken(SimpleRateThrottle):
    """So many requests a minute for each token, or each user where a browser asks.

    Counted in each server process by itself: it keeps one client from taking all the room, and
    is no bookkeeping.
    """

    scope = "token"

    def get_rate(self) -> str:
        return f"{settings.API_REQUESTS_PER_MINUTE}/minute"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return self.cache_format % {"scope": self.scope, "ident": caller_of(request)}
