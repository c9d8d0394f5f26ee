"""How often and after which waits a request is made again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import InvalidHeader

from portal.plugins import PullError

Wait = Callable[[float], object]

# Throttled, or broken for now. (429 comes from the gateway; its text says how long to wait.)
PASSING = frozenset({408, 429, 500, 502, 503, 504})
ATTEMPTS = 6
LONGEST_WAIT = 300
"""Seconds. Whoever asks for more is asked again by the next pull."""

_TOLD = re.compile(rb"again in (\d{1,9}) seconds?")


class Patience(Retry):
    """Waits as long as it is asked to; otherwise twice as long each time, and a bit."""

    def __init__(self, *, wait: Wait, **options: Any) -> None:
        super().__init__(**options)
        self.wait = wait

    def new(self, **options: Any) -> Patience:
        return super().new(wait=self.wait, **options)

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        try:
            seconds = super().get_retry_after(response)
        except (InvalidHeader, ValueError, OverflowError):
            seconds = None
        told = _TOLD.search(response.data) if response.status == 429 else None
        return float(told[1]) if seconds is None and told else seconds

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        asked = self.get_retry_after(response) if response else None
        if asked and asked > LONGEST_WAIT:
            raise PullError(f"The service asks to be left alone for {asked:.0f} seconds.")
        # urllib3 would make the first attempt after a failure at once.
        self.wait(asked or self.get_backoff_time() or self.backoff_factor)


def patience(wait: Wait = time.sleep) -> Patience:
    return Patience(
        wait=wait,
        total=ATTEMPTS - 1,
        allowed_methods=None,
        status_forcelist=PASSING,
        raise_on_status=False,
        backoff_factor=1,
        backoff_jitter=1,
        backoff_max=60,
    )
