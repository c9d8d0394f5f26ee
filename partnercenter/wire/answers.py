"""Answers, good and bad, with the headers that clients read."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated

from partnercenter.wire.refusing import Code, Refused
from portal.api.problems import problem_of
from portal.ids import is_id
from portal.tokens.authentication import SCHEME

if TYPE_CHECKING:
    from portal.api.problems import Problem

_TRACED = ("MS-RequestId", "MS-CorrelationId")
_LONGEST = 1024
_CODES = {
    HTTPStatus.FORBIDDEN: Code.ROLE_LACKS_RIGHTS,
    HTTPStatus.NOT_FOUND: Code.NOT_FOUND,
    HTTPStatus.SERVICE_UNAVAILABLE: Code.SERVER_ERROR,
}

log = logging.getLogger(__name__)


def json_answer(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


def trace(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say the client's own numbers of the request again, or make some."""
    for name in _TRACED:
        given = request.headers.get(name, "")
        response[name] = given if is_id(given) else str(uuid4())


def refusal(error: Exception) -> HttpResponse:
    """The answer to a request that failed. What nobody foresaw is logged, and not told."""
    if isinstance(error, Refused):
        return _envelope(error.status, error.code, error.description, *error.data)
    if isinstance(error, NotAuthenticated | AuthenticationFailed):
        return _not_signed_in(error)
    problem = problem_of(error)
    if problem is None:
        log.error("The Partner Center API failed", exc_info=error)
        return _envelope(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            Code.SERVER_ERROR,
            "It has been written to the server's log.",
        )
    status = HTTPStatus(problem.status_code)
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        response = _throttled(problem)
    else:
        code = _CODES.get(status, Code.BAD_REQUEST)
        fields = (error.field for error in problem.errors)
        response = _envelope(status, code, str(problem.detail), *fields)
    for name, value in problem.headers.items():
        response[name] = value
    return response


def _envelope(status: HTTPStatus, code: Code, description: str, *data: str) -> HttpResponse:
    body = {"code": int(code), "description": description[:_LONGEST]}
    about = {"data": data} if data else {}
    return json_answer(msgspec.json.encode(body | about | {"source": "PartnerFD"}), status)


def _not_signed_in(error: NotAuthenticated | AuthenticationFailed) -> HttpResponse:
    missing = isinstance(error, NotAuthenticated)
    code = Code.TOKEN_MISSING if missing else Code.ACCESS_DENIED
    response = _envelope(HTTPStatus.UNAUTHORIZED, code, str(error.detail))
    response["WWW-Authenticate"] = SCHEME
    return response


def _throttled(problem: Problem) -> HttpResponse:
    """As the original's gateway says it."""
    seconds = problem.headers["Retry-After"]
    message = f"Rate limit is exceeded. Try again in {seconds} seconds."
    body = {"statusCode": problem.status_code, "message": message}
    return json_answer(msgspec.json.encode(body), HTTPStatus.TOO_MANY_REQUESTS)
