"""Asks Partner Center for pages, and asks again where that may help."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from urllib3 import BaseHTTPResponse, make_headers
from urllib3.exceptions import HTTPError, MaxRetryError, ProtocolError

from partnercenter.pulling.answers import Garbled, refusal, unreachable
from partnercenter.pulling.connecting import connections_to
from partnercenter.pulling.pages import Page, read_page
from partnercenter.pulling.places import PATH, TOKEN_HEADER, Place
from partnercenter.pulling.tokens import Tokens
from portal.plugins import PullError

if TYPE_CHECKING:
    from partnercenter.pulling.account import Account
    from partnercenter.pulling.patience import Patience

WHO = "Partner Center"


class Service:
    def __init__(self, account: Account, patience: Patience) -> None:
        self.account = account
        self.patience = patience
        self.connections = connections_to(account.url)
        self.tokens = Tokens(account, patience)
        self.headers = make_headers(accept_encoding=True, user_agent="partner-portal") | {
            "Accept": "application/json",
            "MS-CorrelationId": str(uuid4()),
            "X-Locale": "en-US",
        }

    def page(self, place: Place) -> Page:
        """Raise PullError where the page cannot be had, Refused where the service refuses it."""
        patience = self.patience
        while True:
            try:
                return read_page(self._answer(place).data, place, self.account.url)
            except Garbled as error:
                patience = waited(patience, f"An answer of {WHO} {error}")
            except HTTPError as error:
                raise unreachable(WHO, error) from error

    def _answer(self, place: Place) -> BaseHTTPResponse:
        answer = self._send(place, self.tokens.current())
        if answer.status == 401:
            # Tokens may be revoked before they expire.
            self.tokens.renew()
            answer = self._send(place, self.tokens.current())
        if answer.status != 200:
            secrets = (self.account.client_secret, self.tokens.token)
            raise refusal(WHO, answer, secrets)
        return answer

    def _send(self, place: Place, token: str) -> BaseHTTPResponse:
        headers = self.headers | {"Authorization": f"Bearer {token}", "MS-RequestId": str(uuid4())}
        if place.token:
            headers[TOKEN_HEADER] = place.token
        return self.connections.request(
            "GET",
            f"{self.account.url}{PATH}?{place.query}",
            headers=headers,
            retries=self.patience,
            redirect=False,
        )


def waited(patience: Patience, problem: str) -> Patience:
    """What is left of the patience after one more wait; raise PullError where that is nothing."""
    try:
        left = patience.increment("GET", error=ProtocolError(problem))
    except MaxRetryError as error:
        raise PullError(f"{problem}.") from error
    left.sleep()
    return left
