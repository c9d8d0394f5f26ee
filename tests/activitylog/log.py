"""The activity log as its readers reach it: pages, exports, and records to put into it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.test import Client

from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from activitylog.services import Outcome, ingest
from portal.plugins import Reading, Record, Refusal

LOG = "/admin/activitylog/activityentry/"
EVERYTHING = {"date_from": "", "date_to": ""}
MARCH = datetime(2026, 3, 4, 5, 6, 7, 123456, tzinfo=UTC)
UNTIL_MARCH = {"date_to": "2026-03-31"}

Given = dict[str, Any]


def record(**values: Any) -> Record:
    defaults: Given = {"occurred_at": MARCH, "action": "create_order", "external_id": "r-1"}
    return Record(**defaults | values)


def take(*contents: Record | Refusal, source: str = "test", **options: Any) -> list[Outcome]:
    readings = (Reading(line, b"", content) for line, content in enumerate(contents, 1))
    return list(ingest(readings, source=source, **options))


def results(outcomes: Iterable[Outcome]) -> list[str]:
    return [str(outcome.result) for outcome in outcomes]


def fill(count: int, *, each: timedelta = timedelta(minutes=1), **values: Any) -> None:
    """Add so many entries, one after the other, the last an hour ago."""
    end = datetime.now(UTC) - timedelta(hours=1)
    take(
        *(
            record(occurred_at=end - each * number, external_id=f"fill-{number}", **values)
            for number in range(count)
        )
    )


def get(client: Client, given: Given | None = None, path: str = "", **headers: str) -> Any:
    return client.get(f"{LOG}{path}", given or {}, headers=headers or None)


def text_of(response: HttpResponseBase) -> str:
    # Their common type declares neither; each response has one of the two.
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return str(body.decode())


def ids_on(page: str) -> list[str]:
    return re.findall(rf'data-fragment="{LOG}([0-9a-f-]+)/details/"', page)


def link(page: str, label: str) -> str:
    """Where the page link with this label leads; "" at an end."""
    found = re.search(rf'<a class="btn" href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{label}', page)
    return unescape(found[1]) if found else ""


def walk(client: Client, address: str, label: str = "Older") -> list[list[str]]:
    """The IDs on each page, going on by the link with this label."""
    pages = []
    while address:
        page = text_of(client.get(LOG + address))
        pages.append(ids_on(page))
        address = link(page, label)
    return pages


def listed(client: Client, given: Given) -> list[str]:
    """The IDs of what the list shows, over all its pages."""
    first = text_of(get(client, given))
    address = link(first, "Older")
    return ids_on(first) + [key for page in walk(client, address) for key in page]


def found(**given: str | Sequence[str]) -> list[str]:
    """The external IDs of what the filters let through, newest first."""
    filterset = ActivityEntryFilter(given, ActivityEntry.objects.all())
    assert filterset.is_valid(), filterset.errors
    return list(filterset.qs.values_list("external_id", flat=True))


def from_elsewhere() -> QuerySet[ActivityEntry]:
    """What sources told, without what the portal itself recorded of it, such as the import."""
    return ActivityEntry.objects.exclude(source="portal")


def export(client: Client, given: Given | None = None) -> str:
    response = get(client, {**EVERYTHING, **(given or {})}, "export/")
    assert response.status_code == 200
    return text_of(response)


def cells_of(text: str, separator: str = ",") -> list[list[str]]:
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return list(csv.reader(lines, delimiter=separator, strict=True))


def rows_of(text: str, separator: str = ",") -> list[dict[str, str]]:
    header, *rows = cells_of(text, separator)
    return [dict(zip(header, row, strict=True)) for row in rows]


def details(client: Client, entry: ActivityEntry, full: str = "") -> str:
    response = get(client, {"full": full} if full else {}, f"{entry.pk}/details/")
    assert response.status_code == 200
    return text_of(response)


def plain(page: str) -> str:
    """What a reader sees, without the elements."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())
