"""Pages by key: a token says where the page that it came with began and ended."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import msgspec
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import HttpRequest

from partnercenter.wire.refusing import BadParameter, quoted
from portal.filling import LARGEST_PAGE, fill
from portal.keyset import beyond, turned, values_of

if TYPE_CHECKING:
    from partnercenter.wire.queries import Query

TOKEN = "MS-ContinuationToken"
USUAL_SIZE, LARGEST_SIZE = 500, 2000
_NUMBER = re.compile(r"\d+", re.ASCII)

T = TypeVar("T")
Key = tuple[str, ...]
"""Where a row stands in its list: the values by which that is ordered, as texts."""


class Operation(Enum):
    """Which page is wanted, seen from the one that the token came with."""

    NEXT = "Next"
    PREVIOUS = "Previous"
    FIRST = "First"
    LAST = "Last"


class Seek(NamedTuple):
    """Which page is wanted, seen from the one that came with the token; without one, an end."""

    operation: Operation
    token: str = ""

    @property
    def backwards(self) -> bool:
        return self.operation in (Operation.PREVIOUS, Operation.LAST)


class Page(NamedTuple, Generic[T]):
    """The items, mostly as JSON, and the token of the page; empty where no page follows."""

    items: list[T]
    token: str


def read_size(query: Query, *names: str, usual: int = USUAL_SIZE) -> int:
    """How many items a page may have; more than are ever given count as the most."""
    text = (query.take("size", *names) or "").strip() or str(usual)
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
    return Seek(operation, str(given.pop()))


def _operation(text: str) -> Operation:
    for operation in Operation:
        if operation.value.lower() == (text.strip() or "Next").lower():
            return operation
    raise BadParameter("seekOperation", "must be Next, Previous, First or Last.")


def read_page(
    rows: QuerySet[Any, Any],
    seek: Seek,
    size: int,
    render: Callable[[Any], tuple[Key, T]],
    order: Sequence[str] = ("id",),
    *,
    weigh: Callable[[Any], int] = len,
    room: int | None = None,
) -> Page[T]:
    """Read one page in an order that ends with the key and runs in one direction, in one query.

    `render` makes the key and the item of each row. The page ends early where the items, as they
    are weighed, take more room than there is.
    """
    signer = Signer(salt=f"{__name__}:{','.join(order)}")
    key = _key(seek, signer) if seek.token else ()
    if seek.backwards:
        order = turned(order)
    if key:
        rows = rows.filter(beyond(order, values_of(rows.model, order, key)))
    room = LARGEST_PAGE if room is None else room
    found, more = fill(rows.order_by(*order), size, render, lambda item: weigh(item[1]), room)
    if seek.backwards:
        found.reverse()
        more = seek.operation is Operation.PREVIOUS
    token = _token(found[0][0], found[-1][0], signer) if found and more else ""
    return Page([item for _key, item in found], token)


def _token(first: Key, last: Key, signer: Signer) -> str:
    """Signed, so that what comes back is what was written: as one word, with no sign to escape."""
    keys = msgspec.json.encode((first, last)).decode()
    return urlsafe_b64encode(signer.sign(keys).encode()).decode().rstrip("=")


def _key(seek: Seek, signer: Signer) -> Key:
    """Beyond which row the page begins; empty at both ends. Raise BadParameter."""
    try:
        padded = seek.token + "=" * (-len(seek.token) % 4)
        keys = signer.unsign(urlsafe_b64decode(padded).decode())
    except (ValueError, BadSignature) as error:
        raise BadParameter(TOKEN, "is none of this service.") from error
    first, last = msgspec.json.decode(keys, type=tuple[Key, Key])
    return {Operation.NEXT: last, Operation.PREVIOUS: first}.get(seek.operation, ())
