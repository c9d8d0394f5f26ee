from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.throttling import SimpleRateThrottle

from portal.clients import client_address

if TYPE_CHECKING:
    from rest_framework.request import Request

_MINUTE = 60


class FailedSignIns(SimpleRateThrottle):
    """So many failed attempts a minute from one address; counted in each server process by itself.

    Secrets cannot be guessed: it keeps those who try from taking the room of others.
    """

    scope = "failed_sign_ins"
    rate = "30/minute"

    def get_cache_key(self, request: Request, view: Any) -> str:
        ident = client_address(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}

    def throttle_success(self) -> bool:
        # Only what fails counts.
        return True

    def count(self) -> None:
        """The attempt has failed."""
        self.history.insert(0, self.now)
        self.cache.set(self.key, self.history, _MINUTE)
