"""What all lists have in common: which page is asked for, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from partnercenter.wire.answers import json_answer
from partnercenter.wire.envelopes import collection
from partnercenter.wire.filters import FieldFilter, read_filter
from partnercenter.wire.pages import USUAL_SIZE, Page, read_page, read_seek, read_size
from partnercenter.wire.queries import FILTER, query_of
from portal.keyset import texts_of

BY_NAME = ("folded", "id")


def answered(struct: msgspec.Struct) -> HttpResponse:
    return json_answer(msgspec.json.encode(struct))


class Listing:
    """A page of a list that is asked for; what was understood is said again in its links."""

    def __init__(self, request: Request, path: str, *, usual_size: int = USUAL_SIZE) -> None:
        self.path = path
        self._query = query_of(request._request)
        self._size = read_size(self._query, usual=usual_size)
        self._seek = read_seek(self._query, request._request)
        self._echo: dict[str, str] = {}

    def take(self, name: str, *others: str) -> str:
        """A parameter, by any of its names; empty where it says nothing."""
        text = (self._query.take(name, *others) or "").strip()
        if text:
            self._echo[name] = text
        return text

    def take_filter(self) -> FieldFilter | None:
        given = read_filter(self._query)
        if given:
            self._echo[FILTER] = given.as_json()
        return given

    def answer(
        self,
        rows: QuerySet[Any, Any],
        struct_of: Callable[[Any], msgspec.Struct],
        order: Sequence[str] = BY_NAME,
    ) -> HttpResponse:
        """One query, whatever the number of rows."""
        page = self.read(rows, lambda row: msgspec.json.encode(struct_of(row)), order)
        return self.answer_page(page)

    def read(
        self,
        rows: QuerySet[Any, Any],
        render: Callable[[Any], Any],
        order: Sequence[str],
        *,
        weigh: Callable[[Any], int] = len,
        room: int | None = None,
    ) -> Page[Any]:
        """See partnercenter.wire.pages."""
        self._query.ensure_all_taken()
        return read_page(
            rows,
            self._seek,
            self._size,
            lambda row: (tuple(texts_of(row, order)), render(row)),
            order,
            weigh=weigh,
            room=room,
        )

    def answer_page(self, page: Page[bytes]) -> HttpResponse:
        echo = {"size": str(self._size), **self._echo}
        return json_answer(collection(page, self.path, echo))
