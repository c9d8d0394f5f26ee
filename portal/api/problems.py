"""Errors as RFC 9457 has them: `application/problem+json` with a stable `type`.

Every kind is in one table, which the documentation shows. Texts are in English: an API's errors
are read by programmers and compared by programs.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions
from rest_framework.response import Response

from portal.busy import is_busy

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
"""So many are told of one request: more would be an answer larger than the request."""
BUSY_SECONDS = 10
"""When to try again what has waited for another writer in vain."""
TYPE_BASE = "/api/v1/docs/#problem-"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, and what it is called."""

    status: int
    title: str


KINDS = {
    "invalid": Kind(400, "Something in the request cannot be read"),
    "malformed": Kind(400, "The body is not what its Content-Type says"),
    "not-authenticated": Kind(401, "Sign in with a token"),
    "missing-scope": Kind(403, "The token is not good for this"),
    "not-permitted": Kind(403, "You may not do this"),
    "not-found": Kind(404, "There is no such thing"),
    "method-not-allowed": Kind(405, "This cannot be done here"),
    "not-acceptable": Kind(406, "Only JSON can be had here"),
    "refused": Kind(409, "The state of things does not allow this"),
    "idempotency-key-busy": Kind(409, "The first request with this key is still under way"),
    "changed-meanwhile": Kind(412, "Someone else has changed this in the meantime"),
    "too-large": Kind(413, "The body is too large"),
    "unsupported-media-type": Kind(415, "The body has a Content-Type that is not read here"),
    "unprocessable": Kind(422, "A rule is broken"),
    "idempotency-key-reused": Kind(422, "This key was used for another request"),
    "throttled": Kind(429, "Too many requests"),
    "error": Kind(500, "Something went wrong here"),
    "busy": Kind(503, "Something that takes long is being written"),
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong: the field ("" for the whole), a code for programs, the reason."""

    field: str
    reason: str
    code: str = "invalid"


class Problem(exceptions.APIException):
    """Raise it to answer with an error of one of the KINDS."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or KINDS[kind].title)
        self.kind = kind
        self.status_code = KINDS[kind].status
        self.errors = errors
        self.headers = dict(headers or {})


def invalid(field: str, reason: str, code: str = "invalid") -> Problem:
    """One thing in the request that cannot be read."""
    return all_invalid([FieldError(field, reason, code)])


def all_invalid(errors: Sequence[FieldError]) -> Problem:
    told = (": ".join(filter(None, (error.field, error.reason))) for error in errors[:MOST_ERRORS])
    return Problem("invalid", " ".join(told), errors)


def problem_response(problem: Problem) -> Response:
    kind = KINDS[problem.kind]
    body: dict[str, Any] = {
        "type": TYPE_BASE + problem.kind,
        "title": kind.title,
        "status": kind.status,
        "detail": _sendable(str(problem.detail)),
    }
    if problem.errors:
        body["errors"] = [
            {
                "field": _sendable(error.field),
                "code": error.code,
                "reason": _sendable(error.reason),
            }
            for error in problem.errors[:MOST_ERRORS]
        ]
    return Response(body, kind.status, headers=problem.headers, content_type=MEDIA_TYPE)


def _sendable(text: str) -> str:
    """What came in JSON may hold half of a character, which no answer can: it is escaped."""
    return text.encode("utf-8", "backslashreplace").decode()


def handle(error: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler: everything that goes wrong becomes a problem; nothing leaks."""
    problem = problem_of(error)
    if problem is None:
        log.error("An endpoint failed", exc_info=error)
        problem = Problem("error", "It has been written to the server's log.")
    return problem_response(problem)


def problem_of(error: Exception) -> Problem | None:
    if isinstance(error, Problem):
        return error
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return Problem("not-found")
    if isinstance(error, DjangoPermissionDenied):
        return Problem("not-permitted")
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    if isinstance(error, RequestDataTooBig):
        return Problem("too-large")
    if isinstance(error, SuspiciousOperation | MultiPartParserError):
        return Problem("malformed")
    if is_busy(error):
        detail = "Something that takes long is being written. Nothing was changed: try again."
        return Problem("busy", detail, headers={"Retry-After": str(BUSY_SECONDS)})
    return None


_OF_FRAMEWORK: dict[type[exceptions.APIException], str] = {
    exceptions.NotAuthenticated: "not-authenticated",
    exceptions.AuthenticationFailed: "not-authenticated",
    exceptions.PermissionDenied: "not-permitted",
    exceptions.NotFound: "not-found",
    exceptions.MethodNotAllowed: "method-not-allowed",
    exceptions.NotAcceptable: "not-acceptable",
    exceptions.UnsupportedMediaType: "unsupported-media-type",
    exceptions.Throttled: "throttled",
    exceptions.ParseError: "malformed",
}


def _of_framework(error: exceptions.APIException) -> Problem | None:
    if isinstance(error, exceptions.ValidationError):
        return all_invalid(list(_fields(error.get_full_details())))
    kind = _OF_FRAMEWORK.get(type(error))
    if kind is None:
        return None
    headers = {}
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    wait = getattr(error, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(max(1, -int(-wait // 1)))
    return Problem(kind, str(error.detail), headers=headers)


def _fields(details: Any, field: str = "") -> Sequence[FieldError]:
    """DRF nests what is wrong by field; here each is named as lines.2.quantity."""
    if isinstance(details, dict) and "message" in details and "code" in details:
        return [FieldError(field, str(details["message"]), str(details["code"]))]
    pairs: list[tuple[str, Any]] = []
    if isinstance(details, dict):
        pairs = [
            ("" if name == "non_field_errors" else str(name), d) for name, d in details.items()
        ]
    elif isinstance(details, list):
        nested = any(isinstance(item, dict) and "message" not in item for item in details)
        pairs = [(str(at) if nested else "", item) for at, item in enumerate(details)]
    found: list[FieldError] = []
    for name, inner in pairs:
        found.extend(_fields(inner, ".".join(part for part in (field, name) if part)))
    return found
