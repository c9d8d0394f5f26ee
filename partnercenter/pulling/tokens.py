"""The token with which the service is asked, renewed before it expires."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from partnercenter.pulling.answers import refusal, unreachable
from partnercenter.pulling.connecting import connections_to
from portal.plugins import PullError

if TYPE_CHECKING:
    from partnercenter.pulling.account import Account
    from partnercenter.pulling.patience import Patience

# A token is not used up to its last second: clocks differ, and a request takes time.
MARGIN = 300
WHO = "The token endpoint"


class _Answer(msgspec.Struct):
    access_token: str
    # Seconds; a string in the older form of the endpoint.
    expires_in: int | None = None


_ANSWER = msgspec.json.Decoder(_Answer, strict=False)


class Tokens:
    def __init__(self, account: Account, patience: Patience) -> None:
        self.account = account
        self.patience = patience
        self.connections = connections_to(account.token_url)
        self.token = ""
        self._until = 0.0

    def current(self) -> str:
        if time.monotonic() >= self._until:
            self.renew()
        return self.token

    def renew(self) -> None:
        """Sign in with client credentials; raise PullError where that fails."""
        try:
            response = self._sign_in()
        except HTTPError as error:
            raise unreachable(WHO, error) from error
        if response.status != 200:
            raise refusal(WHO, response, (self.account.client_secret,))
        try:
            answer = _ANSWER.decode(response.data)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise PullError(f"{WHO} gives no token.") from error
        self.token = answer.access_token
        self._until = time.monotonic() + _usable_for(answer.expires_in)

    def _sign_in(self) -> BaseHTTPResponse:
        fields = {
            "grant_type": "client_credentials",
            "client_id": self.account.client_id,
            "client_secret": self.account.client_secret,
        }
        # The two forms of the endpoint each refuse the other's name for what is wanted.
        if "/v2.0/" in self.account.token_url:
            fields["scope"] = f"{self.account.url}/.default"
        else:
            fields["resource"] = self.account.url
        return self.connections.request(
            "POST",
            self.account.token_url,
            fields=fields,
            headers={"Accept": "application/json"},
            encode_multipart=False,
            retries=self.patience,
            redirect=False,
        )


def _usable_for(seconds: int | None) -> float:
    """Where nobody says how long, until it is refused."""
    return float("inf") if seconds is None else seconds - min(MARGIN, seconds / 2)
