"""Pages by key: each begins where the last one ended, however far back one reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

R = TypeVar("R")

AFTER, BEFORE, LAST = "after", "before", "last"
PAGE_NAMES = (AFTER, BEFORE, LAST)

Take = Callable[[QuerySet[Any, Any], int], tuple[list[R], bool]]
"""Reads up to so many of the ordered rows; and says whether there are more."""


def take_all(rows: QuerySet[Any, Any], size: int) -> tuple[list[Any], bool]:
    # One more than a page tells whether another follows.
    found = list(rows[: size + 1])
    return found[:size], len(found) > size


class UnknownPage(Exception):
    """The address names a page that does not exist."""


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """The rows of one page, and whether there are others before and after."""

    rows: list[R]
    has_previous: bool
    has_next: bool


def read_page(
    rows: QuerySet[Any, R],
    order: Sequence[str],
    size: int,
    params: dict[str, str],
    take: Take[R] = take_all,
) -> Page[R]:
    """The page that the address asks for; one query, two where the order is not the key's.

    The rows are models or values of theirs. `order` ends with the primary key and runs in one
    direction. `take` may end the page early and make others of the rows. Raise UnknownPage.
    """
    if len(params) > 1:
        raise UnknownPage
    for direction in (AFTER, BEFORE):
        if direction in params:
            values = _values(rows, order, params[direction])
            return read_from(rows, order, size, direction, values, take)
    if LAST in params:
        found, more = take(rows.order_by(*turned(order)), size)
        return Page(found[::-1], more, has_next=False)
    found, more = take(rows.order_by(*order), size)
    return Page(found, has_previous=False, has_next=more)


def read_from(
    rows: QuerySet[Any, R],
    order: Sequence[str],
    size: int,
    direction: str,
    values: Sequence[Any],
    take: Take[R] = take_all,
) -> Page[R]:
    """The page AFTER or BEFORE the place where these values of the order stand; one query."""
    order = turned(order) if direction == BEFORE else order
    found, more = take(rows.filter(beyond(order, values)).order_by(*order), size)
    if direction == BEFORE:
        return Page(found[::-1], more, has_next=True)
    return Page(found, has_previous=True, has_next=more)


def turned(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def _values(rows: QuerySet[Any, Any], order: Sequence[str], key: str) -> Sequence[Any]:
    """Where the row with this key stands now."""
    try:
        pk = rows.model._meta.pk.to_python(key)
    except (ValidationError, ValueError) as error:
        raise UnknownPage from error
    if len(order) == 1:
        return [pk]
    names = _names(order)
    row = rows.model._default_manager.filter(pk=pk).values_list(*names).first()
    if row is None:
        raise UnknownPage
    return list(row)


def beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """What comes after the row that has these values, in an order that runs in one direction."""
    names = _names(order)
    comparison = "lt" if order[0].startswith("-") else "gt"
    found = Q()
    same: dict[str, Any] = {}
    for name, value in zip(names, values, strict=True):
        found |= Q(**same, **{f"{name}__{comparison}": value})
        same[name] = value
    if len(names) == 1:
        return found
    # Said once more, so that a database begins in the index where the last row stood.
    return Q(**{f"{names[0]}__{comparison}e": values[0]}) & found


def texts_of(row: Any, order: Sequence[str]) -> list[str]:
    """Where the row stands in the order, as texts for an address; see values_of."""
    return [_text(getattr(row, name)) for name in _names(order)]


def values_of(model: type[Model], order: Sequence[str], texts: Sequence[str]) -> list[Any]:
    """What texts_of has written. Texts that a client could have made up may fail in any way."""
    fields: list[Any] = [model._meta.get_field(name) for name in _names(order)]
    return [field.to_python(text) for field, text in zip(fields, texts, strict=True)]


def _names(order: Sequence[str]) -> list[str]:
    return [name.lstrip("-") for name in order]


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def count_up_to(rows: QuerySet[Any], cap: int) -> int:
    """How many rows there are, at most cap + 1: never counts a whole table."""
    return rows[: cap + 1].count()
