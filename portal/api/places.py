"""Cursors of lists whose order can change: they hold the place, not the row that stood there.

A row that gets another name between two pages would else take the reader along, past all the rows
in between.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.signing import BadSignature, Signer

from portal.api.pages import CURSOR, bad_cursor, limit_of, one, parts_of
from portal.keyset import AFTER, BEFORE, Page, read_from, read_page, texts_of, values_of

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import QueryDict

R = TypeVar("R")


def place_of(row: Model, order: Sequence[str]) -> str:
    """Where the row stands, as a cursor says it: signed, so that it holds what we wrote."""
    texts = texts_of(row, order)
    return _signer(order).sign(json.dumps(texts, ensure_ascii=False, separators=(",", ":")))


def read(rows: QuerySet[Any, R], order: Sequence[str], params: QueryDict) -> Page[R]:
    """The page that the parameters ask for; without a cursor the first one. Raise Problem."""
    cursor, size = one(params, CURSOR), limit_of(params)
    if not cursor:
        return read_page(rows, order, size, {})
    direction, place = parts_of(cursor, (AFTER, BEFORE))
    return read_from(rows, order, size, direction, _values(rows.model, order, place))


def _values(model: type[Model], order: Sequence[str], place: str) -> list[Any]:
    try:
        texts = json.loads(_signer(order).unsign(place))
    except BadSignature:
        raise bad_cursor() from None
    return values_of(model, order, texts)


def _signer(order: Sequence[str]) -> Signer:
    return Signer(salt=f"{__name__}:{','.join(order)}")
