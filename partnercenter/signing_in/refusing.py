"""Errors as OAuth 2 has them (RFC 6749, section 5.2)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from rest_framework import exceptions

from portal.api.problems import problem_of

if TYPE_CHECKING:
    from portal.api.problems import Problem

CHALLENGE = 'Basic realm="Partner Portal", charset="UTF-8"'

_PASSING = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)

log = logging.getLogger(__name__)


class OAuthError(Exception):
    """`error` is for programs, the description for whoever wrote the client."""

    def __init__(
        self,
        error: str,
        description: str,
        status: HTTPStatus = HTTPStatus.BAD_REQUEST,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status
        self.headers = dict(headers or {})


def bad_request(description: str) -> OAuthError:
    return OAuthError("invalid_request", description)


def bad_client(description: str) -> OAuthError:
    headers = {"WWW-Authenticate": CHALLENGE}
    return OAuthError("invalid_client", description, HTTPStatus.UNAUTHORIZED, headers)


def oauth_error(error: Exception) -> OAuthError:
    """Whatever went wrong, in these words. What nobody foresaw is logged, and not told."""
    if isinstance(error, OAuthError):
        return error
    if isinstance(error, exceptions.UnsupportedMediaType):
        return bad_request("The body must be application/x-www-form-urlencoded.")
    problem = problem_of(error)
    if problem is None:
        log.error("Signing in failed", exc_info=error)
        description = "It has been written to the server's log."
        return OAuthError("server_error", description, HTTPStatus.INTERNAL_SERVER_ERROR)
    return _of(problem)


def _of(problem: Problem) -> OAuthError:
    status = HTTPStatus(problem.status_code)
    error = "temporarily_unavailable" if status in _PASSING else "invalid_request"
    return OAuthError(error, str(problem.detail), status, problem.headers)
