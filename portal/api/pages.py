"""Pages of a list: `{"next", "previous", "results"}`, by opaque cursors over keys."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings

from portal.api.problems import FieldError, Problem
from portal.keyset import AFTER, BEFORE

if TYPE_CHECKING:
    from django.http import QueryDict
    from rest_framework.request import Request

LIMIT, CURSOR = "limit", "cursor"
PAGE_NAMES = (LIMIT, CURSOR)
DEFAULT_LIMIT, MOST = 100, 1000


def limit_of(params: QueryDict) -> int:
    """How many rows a page has at most."""
    text = one(params, LIMIT, str(DEFAULT_LIMIT))
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= MOST):
        raise invalid(LIMIT, f"Give a number from 1 to {MOST}.")
    return int(text)


def one(params: QueryDict, name: str, default: str = "") -> str:
    """The one value of a parameter. Raise Problem where it is given twice."""
    values = params.getlist(name)
    if len(values) > 1:
        raise invalid(name, "Give this only once.")
    return values[0] if values else default


def invalid(field: str, reason: str) -> Problem:
    return Problem("invalid", f"{field}: {reason}", [FieldError(field, reason)])


def encode(direction: str, key: object) -> str:
    return base64.urlsafe_b64encode(f"{direction}:{key}".encode()).decode().rstrip("=")


def decode(cursor: str) -> dict[str, str]:
    """What `portal.keyset.read_page` asks for: {"after": key} or {"before": key}, or nothing."""
    if not cursor:
        return {}
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, _colon, key = base64.urlsafe_b64decode(padded.encode()).decode().partition(":")
    except (binascii.Error, UnicodeError):
        direction = key = ""
    if direction not in (AFTER, BEFORE) or not key:
        raise invalid(CURSOR, "This is no cursor of ours. Take it from next or previous.")
    return {direction: key}


def link(request: Request, changes: Mapping[str, Any]) -> str:
    """The address of the request with other parameters, as clients reach the portal."""
    params = request.query_params.copy()
    for name, value in changes.items():
        params[name] = str(value)
    query = urlencode([(name, value) for name, values in params.lists() for value in values])
    return f"{settings.BASE_URL}{request.path}?{query}"
