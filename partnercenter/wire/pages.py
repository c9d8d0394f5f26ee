"""Pages by key: a token says where the page that it came with began and ended."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from partnercenter.wire.refusing import BadParameter, quoted

if TYPE_CHECKING:
    from partnercenter.wire.queries import Query

TOKEN = "MS-ContinuationToken"
USUAL_SIZE, LARGEST_SIZE = 500, 2000
# A page ends early when it holds so many bytes: records may be large, memory is not.
LARGEST_PAGE = 16_000_000
_READ_AT_ONCE = 100
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)


class Operation(Enum):
    """Which page is wanted, seen from the one that the token came with."""

    NEXT = "Next"
    PREVIOUS = "Previous"
    FIRST = "First"
    LAST = "Last"


class Seek(NamedTuple):
    """Where a page begins: beyond the key, in the order of the list or against it."""

    operation: Operation
    first: UUID | None = None
    last: UUID | None = None

    @property
    def backwards(self) -> bool:
        return self.operation in (Operation.PREVIOUS, Operation.LAST)

    @property
    def beyond(self) -> UUID | None:
        keys = {Operation.NEXT: self.last, Operation.PREVIOUS: self.first}
        return keys.get(self.operation)


class Page(NamedTuple):
    """The JSON of the items, and the token of the page; empty where no page follows."""

    items: list[bytes]
    token: str


def read_size(query: Query, *names: str) -> int:
    """How many items a page may have; more than are ever given count as the most."""
    text = (query.take("size", *names) or "").strip() or str(USUAL_SIZE)
    number = text.lstrip("0") if _NUMBER.fullmatch(text) else ""
    if not number:
        raise BadParameter("size", f"must be a number from 1 on, not {quoted(text)}.")
    return LARGEST_SIZE if len(number) > 4 else min(int(number), LARGEST_SIZE)


def read_seek(query: Query, request: HttpRequest) -> Seek:
    """Which page is wanted: by header, as most clients say it, or in the address."""
    given = {query.take(TOKEN), query.take("seek"), request.headers.get(TOKEN)} - {None, ""}
    operation = _operation(query.take("seekOperation") or "")
    if len(given) > 1:
        raise BadParameter(TOKEN, "is given twice, with different values.")
    if not given:
        return Seek(Operation.LAST if operation is Operation.LAST else Operation.FIRST)
    return Seek(operation, *_keys(str(given.pop())))


def _operation(text: str) -> Operation:
    for operation in Operation:
        if operation.value.lower() == (text.strip() or "Next").lower():
            return operation
    raise BadParameter("seekOperation", "must be Next, Previous, First or Last.")


def _keys(token: str) -> tuple[UUID, UUID]:
    if not _TOKEN.fullmatch(token):
        raise BadParameter(TOKEN, "is none of this service.")
    keys = urlsafe_b64decode(f"{token}=")
    return UUID(bytes=keys[:16]), UUID(bytes=keys[16:])


def _token(first: UUID, last: UUID) -> str:
    return urlsafe_b64encode(first.bytes + last.bytes).decode().rstrip("=")


def read_page(
    rows: QuerySet[Any, Any],
    seek: Seek,
    size: int,
    render: Callable[[Any], tuple[UUID, bytes]],
    *,
    descending: bool = False,
) -> Page:
    """Read one page in the order of the key `id`, in one query.

    `render` makes the key and the JSON of each row. The page ends early before it grows too large.
    """
    falling = descending != seek.backwards
    if seek.beyond:
        rows = rows.filter(**{"id__lt" if falling else "id__gt": seek.beyond})
    rows = rows.order_by("-id" if falling else "id")[: size + 1]
    found, more = _fill(map(render, rows.iterator(chunk_size=_READ_AT_ONCE)), size)
    if seek.backwards:
        found.reverse()
        more = seek.operation is Operation.PREVIOUS
    token = _token(found[0][0], found[-1][0]) if found and more else ""
    return Page([item for _key, item in found], token)


def _fill(
    rendered: Iterator[tuple[UUID, bytes]], size: int
) -> tuple[list[tuple[UUID, bytes]], bool]:
    """What fits on the page, and whether there is more."""
    found: list[tuple[UUID, bytes]] = []
    room = LARGEST_PAGE
    for item in rendered:
        room -= len(item[1])
        if len(found) == size or (found and room < 0):
            return found, True
        found.append(item)
    return found, False
