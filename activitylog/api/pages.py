"""Pages of entries as JSON, in the two orders in which they can be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from activitylog.feed import Place, read_feed
from portal.api.pages import (
    CURSOR,
    Links,
    around,
    bad_cursor,
    encode,
    limit_of,
    link,
    one,
    parts_of,
    read,
)
from portal.api.problems import invalid
from portal.exports import IdText, IsoText

if TYPE_CHECKING:
    from django.http import QueryDict
    from rest_framework.request import Request

    from activitylog.querysets import ActivityEntryQuerySet
    from portal.exports import JsonRows

ORDER = "order"
_RECORDED = "recorded"


def page_json(request: Request, entries: ActivityEntryQuerySet, rows: JsonRows) -> bytes:
    """The page of `entries` that the parameters of the request ask for. Raise Problem."""
    order = one(request.query_params, ORDER, "occurred")
    if order not in _ORDERS:
        raise invalid(ORDER, f"Give one of {', '.join(_ORDERS)}.")
    return _ORDERS[order](request, entries, rows)


def _by_occurrence(request: Request, entries: ActivityEntryQuerySet, rows: JsonRows) -> bytes:
    """Newest first, with both neighbours."""
    values = entries.values_list(*rows.expressions, IdText("pk"))
    page = read(values, ("-id",), request.query_params)
    return _joined(around(request, page, lambda row: row[-1]), rows.array(page.rows))


def _by_recording(request: Request, entries: ActivityEntryQuerySet, rows: JsonRows) -> bytes:
    """The feed: oldest first, and always a place from which to go on."""
    params = request.query_params
    values = entries.values_list(*rows.expressions, IsoText("recorded_at"), IdText("pk"))
    page = read_feed(values, after=_place(params), limit=limit_of(params), place_of=_place_of)
    cursor = encode(_RECORDED, f"{page.place.recorded_at.isoformat()},{page.place.id}")
    links = {"next": link(request, {CURSOR: cursor}), "previous": None}
    return _joined(links, rows.array(page.rows))


def _place(params: QueryDict) -> Place | None:
    cursor = one(params, CURSOR)
    if not cursor:
        return None
    _kind, text = parts_of(cursor, (_RECORDED,))
    try:
        place = _place_of(text.split(","))
    except ValueError:
        raise bad_cursor() from None
    if place.recorded_at.tzinfo != UTC:
        raise bad_cursor()
    return place


def _place_of(row: Sequence[Any]) -> Place:
    recorded_at, key = row[-2:]
    return Place(datetime.fromisoformat(recorded_at), UUID(key))


def _joined(links: Links, results: bytes) -> bytes:
    head = json.dumps(links, separators=(",", ":"))[:-1].encode()
    return b"".join((head, b',"results":', results, b"}"))


_ORDERS: dict[str, Callable[[Request, ActivityEntryQuerySet, JsonRows], bytes]] = {
    "occurred": _by_occurrence,
    _RECORDED: _by_recording,
}
