"""What the service says where it does not give what was asked for."""

from __future__ import annotations

from typing import Any

import msgspec
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, MaxRetryError

from portal.plugins import PullError

_LONGEST = 400
_JSON = msgspec.json.Decoder(dict[str, Any])


class Refused(PullError):
    """The service refuses what was asked."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status

    @property
    def is_final(self) -> bool:
        """Whether asking again would not help."""
        return 400 <= self.status < 500


class Garbled(Exception):
    """An answer that cannot be what the service meant to send."""


def refusal(who: str, answer: BaseHTTPResponse, secrets: tuple[str, ...]) -> Refused:
    """What was answered, in one line and without `secrets`, which some services repeat."""
    said = " ".join(_said(answer).split())
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    said = "".join(letter for letter in said[:_LONGEST] if letter.isprintable())
    return Refused(f"{who} answers {answer.status}{f' ({said})' if said else ''}.", answer.status)


def _said(answer: BaseHTTPResponse) -> str:
    if place := answer.get_redirect_location():
        return f"a redirect to {place}, which is not followed"
    try:
        told = _JSON.decode(answer.data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    # As Partner Center, its gateway, and the token endpoint spell it.
    code = told.get("code") or told.get("error") or ""
    text = told.get("description") or told.get("message") or told.get("error_description") or ""
    return ": ".join(str(part) for part in (code, text) if part)


def unreachable(who: str, error: HTTPError) -> PullError:
    reason = error.reason if isinstance(error, MaxRetryError) else error
    return PullError(f"{who} cannot be reached: {reason}")
