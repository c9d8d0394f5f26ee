"""Pages of entries as JSON, in the two orders in which they can be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from activitylog.entry_json import COLUMNS
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
from portal.filling import LARGEST_PAGE, fill

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict
    from rest_framework.request import Request

    from activitylog.querysets import ActivityEntryQuerySet
    from portal.exports import JsonRows
    from portal.keyset import Take

ORDER = "order"
_RECORDED = "recorded"


class _Written(NamedTuple):
    """An entry as JSON, and the values that say where it stands."""

    place: list[Any]
    json: bytes


def page_json(request: Request, entries: ActivityEntryQuerySet, rows: JsonRows) -> bytes:
    """The page of `entries` that the parameters of the request ask for. Raise Problem."""
    order = one(request.query_params, ORDER, "occurred")
    if order not in _ORDERS:
        raise invalid(ORDER, f"Give one of {', '.join(_ORDERS)}.")
    return _ORDERS[order](request, entries, rows)


def _by_occurrence(request: Request, entries: ActivityEntryQuerySet, rows: JsonRows) -> bytes:
    """Newest first, with both neighbours."""
    values, take = _selected(entries, rows, "id")
    page = read(values, ("-id",), request.query_params, take)
    return _joined(around(request, page, lambda entry: entry.place[0]), page.rows)


def _by_recording(request: Request, entries: ActivityEntryQuerySet, rows: JsonRows) -> bytes:
    """The feed: oldest first, and always a place from which to go on."""
    params = request.query_params
    values, take = _selected(entries, rows, "recorded_at", "id")
    page = read_feed(
        values,
        after=_after(params),
        limit=limit_of(params),
        take=take,
        place_of=lambda entry: _place(*entry.place),
    )
    cursor = encode(_RECORDED, f"{page.place.recorded_at.isoformat()},{page.place.id}")
    links = {"next": link(request, {CURSOR: cursor}), "previous": None}
    return _joined(links, page.rows)


def _selected(
    entries: ActivityEntryQuerySet, rows: JsonRows, *names: str
) -> tuple[Any, Take[_Written]]:
    """The entries' values, first those that `rows` writes; and what writes them, as many as there
    is room for, with these names for their place."""
    others = [name for name in names if name not in rows.names]
    order = [*rows.names, *others]
    expressions = [COLUMNS[name].json_expression for name in others]
    at = [order.index(name) for name in names]

    def write(row: Sequence[Any]) -> _Written:
        return _Written([row[place] for place in at], rows.one(row))

    def take(found: QuerySet[Any, Any], size: int) -> tuple[list[_Written], bool]:
        return fill(found, size, write, lambda entry: len(entry.json), LARGEST_PAGE)

    return entries.values_list(*rows.expressions, *expressions), take


def _after(params: QueryDict) -> Place | None:
    cursor = one(params, CURSOR)
    if not cursor:
        return None
    _kind, text = parts_of(cursor, (_RECORDED,))
    try:
        place = _place(*text.split(","))
    except (TypeError, ValueError):
        raise bad_cursor() from None
    if place.recorded_at.tzinfo != UTC:
        raise bad_cursor()
    return place


def _place(recorded_at: str, key: str) -> Place:
    return Place(datetime.fromisoformat(recorded_at), UUID(key))


def _joined(links: Links, entries: Sequence[_Written]) -> bytes:
    head = json.dumps(links, separators=(",", ":"))[:-1]
    results = b",".join([entry.json for entry in entries])
    return b"".join((head.encode(), b',"results":[', results, b"]}"))


_ORDERS: dict[str, Callable[[Request, ActivityEntryQuerySet, JsonRows], bytes]] = {
    "occurred": _by_occurrence,
    _RECORDED: _by_recording,
}
