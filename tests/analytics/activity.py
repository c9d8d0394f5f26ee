"""Entries of a story by the clocks of Berlin, and what the report on them says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from activitylog.counting.reading import counted_log
from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from analytics.reports.activity import activity_report
from analytics.scope import Scope
from tests.activitylog.log import record, take
from tests.analytics.reading import berlin, card

if TYPE_CHECKING:
    from analytics.shapes import Cell, Report
    from portal.figures import Link
    from portal.plugins import Record

ANNA, JONAS = "anna@partner.example", "jonas@partner.example"
_NUMBERS = count()
MANY_VALUED = ("action", "status", "resource_type")


def entries(
    first: str | datetime, number: int = 1, *, every: timedelta = timedelta(0), **values: Any
) -> list[Record]:
    """So many entries, by Anna unless told otherwise."""
    start = berlin(first) if isinstance(first, str) else first
    values = {"partner_user": ANNA, "status": "succeeded"} | values
    return [
        record(occurred_at=start + step * every, external_id=f"e-{next(_NUMBERS)}", **values)
        for step in range(number)
    ]


def keep(*groups: list[Record]) -> None:
    outcomes = take(*(each for group in groups for each in group))
    assert all(outcome.entry_id for outcome in outcomes)
    with counted_log(seconds=60):
        pass


def report(first: str, last: str, customer: UUID | None = None) -> Report:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return activity_report(Scope(start=start, end=end, customer=customer))


def rows(found: Report, code: str) -> list[tuple[Any, ...]]:
    """The values of a card's table, texts as people read them."""
    return [
        tuple(cell.value if isinstance(cell.value, int | date) else text(cell) for cell in row)
        for row in card(found, code).rows
    ]


def text(cell: Cell) -> str | None:
    return None if cell.value is None else str(cell.value)


def rows_behind(link: Link | None) -> int:
    """How many entries the log lists where a link leads."""
    assert link
    assert link.of == "rows"
    address = urlsplit(link.url)
    assert address.path == "/admin/activitylog/activityentry/"
    given = parse_qs(address.query, keep_blank_values=True)
    # Where neither were named, the log would take the most recent month.
    assert {"date_from", "date_to"} <= given.keys()
    filterset = ActivityEntryFilter(
        {name: values if name in MANY_VALUED else values[0] for name, values in given.items()},
        ActivityEntry.objects.all(),
    )
    assert filterset.is_valid(), filterset.errors
    return int(filterset.qs.count())


def linked(found: Report) -> Iterator[tuple[object, Link]]:
    """Every number that has a link, wherever it stands."""
    for each in found.figures:
        if each.link:
            yield each.value, each.link
    for shown in found.cards:
        for row in shown.rows:
            yield from (
                (cell.value, cell.link) for cell in row if cell.link and isinstance(cell.value, int)
            )
        for column in getattr(shown.chart, "columns", ()):
            pairs = zip(column.values, column.links, strict=True)
            yield from ((value, link) for value, link in pairs if link)
