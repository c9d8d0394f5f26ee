"""The rows of a card as a file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise

from activitylog.admin.acting import acting
from activitylog.services.files import record_export
from analytics.admin.cells import head_text
from analytics.admin.tab_links import may_open
from portal.admin.exporting import refusal, separator
from portal.exports import FORMATS, file_response, table_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.shapes import Card, Cell
    from analytics.tabs import Tab
    from portal.exports.tables import Value

CSV = FORMATS["csv"]


def export_card(request: HttpRequest, *, tab: Tab, card: str) -> HttpResponseBase:
    """What could go wrong is found out before the first byte, and before the entry about it.
    To look at the head leaves none: no row goes out."""
    if not may_open(request, tab):
        raise PermissionDenied
    asked = tab.asked(request.GET)
    if problems := asked.problems():
        return refusal(problems)
    found = tab.report(asked).card(card)
    if found is None:
        raise Http404
    list_name = f"analytics-{tab.code}-{card}"
    file_name = f"{list_name}_{timezone.localdate()}.{CSV.name}"
    stream = card_stream(found)
    if request.method != "HEAD":
        record_export(
            actor=acting(request),
            list_name=list_name,
            file_name=file_name,
            file_format=CSV.name,
            query=asked.data.urlencode(),
        )
    return file_response(CSV, file_name, stream)


def card_stream(card: Card) -> Iterator[bytes]:
    rows = [[plain(cell) for cell in row] for row in card.rows]
    heads = [head_text(field, card.currency) for field in card.fields]
    for number, head in enumerate(heads):
        if any(isinstance(row[number], datetime) for row in rows):
            heads[number] = f"{head} (UTC)"
    return table_stream(heads, rows, separator())


def plain(cell: Cell) -> Value:
    if cell.moment:
        return cell.moment
    return str(cell.value) if isinstance(cell.value, Promise) else cell.value
