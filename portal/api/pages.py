"""Pages of a list: `{"next", "previous", "results"}`, by opaque cursors over keys."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings

from portal.api.problems import Problem, invalid
from portal.keyset import AFTER, BEFORE, Page, Take, UnknownPage, read_page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict
    from rest_framework.request import Request

R = TypeVar("R")
Links = dict[str, str | None]

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


def encode(kind: str, key: object) -> str:
    return base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("=")


def parts_of(cursor: str, kinds: Collection[str]) -> tuple[str, str]:
    """The kind and the key of a cursor that `encode` made. Raise Problem for any other text."""
    try:
        padded = (cursor + "=" * (-len(cursor) % 4)).encode()
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError):
        raise bad_cursor() from None
    kind, _colon, key = text.partition(":")
    if kind not in kinds or not key:
        raise bad_cursor()
    return kind, key


def bad_cursor() -> Problem:
    return invalid(CURSOR, "This is no cursor of this list. Take it from next or previous.")


def read(
    rows: QuerySet[Any, Any], order: Sequence[str], params: QueryDict, take: Take[R]
) -> Page[R]:
    """The page that the parameters ask for, as `take` reads it; without a cursor the first one.
    Raise Problem."""
    cursor = one(params, CURSOR)
    place = dict([parts_of(cursor, (AFTER, BEFORE))]) if cursor else {}
    try:
        return read_page(rows, order, limit_of(params), place, take)
    except UnknownPage:
        raise bad_cursor() from None


def around(request: Request, page: Page[R], key: Callable[[R], object]) -> Links:
    """Where the pages are that come next and that came before; None where there is none."""

    def at(kind: str, row: R) -> str:
        return link(request, {CURSOR: encode(kind, key(row))})

    rows = page.rows
    return {
        "next": at(AFTER, rows[-1]) if rows and page.has_next else None,
        "previous": at(BEFORE, rows[0]) if rows and page.has_previous else None,
    }


def link(request: Request, changes: Mapping[str, Any]) -> str:
    """The address of the request with other parameters, as clients reach the portal."""
    params = request.query_params.copy()
    for name, value in changes.items():
        params[name] = str(value)
    query = urlencode([(name, value) for name, values in params.lists() for value in values])
    return f"{settings.BASE_URL}{request.path}?{query}"
