"""The compatible API as clients reach it: raw addresses, links that are followed, record IDs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from activitylog.models import ActivityEntry
from portal.plugins import Record
from tests.activitylog.log import take

RECORDS = "/v1/auditrecords"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
Answer = Any
"""What Django's test client gives, whose own type declares less than it has."""


def ask(client: Client, query: str = "", path: str = RECORDS, **headers: str) -> Answer:
    """GET with a query string just as a client writes it; `MS_RequestId` is MS-RequestId."""
    raw = query.encode().decode("latin-1")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=named, QUERY_STRING=raw)


def page(client: Client, query: str = "", path: str = RECORDS, **headers: str) -> dict[str, Any]:
    answer = ask(client, query, path, **headers)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = json.loads(answer.content)
    assert found["totalCount"] == len(found["items"])
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [item["id"] for item in found["items"]]


def refusal(client: Client, query: str, path: str = RECORDS, **headers: str) -> str:
    """The description with which a request is refused as unreadable."""
    answer = ask(client, query, path, **headers)
    assert answer.status_code == 400, answer.content
    body = answer.json()
    assert body.keys() == {"code", "description", "data", "source"}
    assert (body["code"], body["source"]) == (2000, "PartnerFD")
    description: str = body["description"]
    assert description
    assert len(description) <= 1024
    return description


def self_query(found: dict[str, Any]) -> str:
    uri: str = found["links"]["self"]["uri"]
    path, _mark, query = uri.partition("?")
    assert path == "/auditrecords"
    return query


GoOn = Callable[[Client, dict[str, Any]], dict[str, Any]]


def walk(client: Client, query: str, go_on: GoOn) -> Iterator[dict[str, Any]]:
    """The pages, going on as a client does until there is no next one."""
    found = page(client, query)
    yield found
    while "next" in found["links"]:
        found = go_on(client, found)
        yield found


def by_link(client: Client, found: dict[str, Any], before: str = "/v1") -> dict[str, Any]:
    """Follow the next link with what a client puts before it, and with its headers."""
    link = found["links"]["next"]
    assert link["method"] == "GET"
    path, _mark, query = f"{before}{link['uri']}".partition("?")
    assert "?" not in query
    headers = {header["key"].replace("-", "_"): header["value"] for header in link["headers"]}
    return page(client, query, path, **headers)


def ticks(moment: datetime, tenths: int = 0) -> int:
    """.NET's, of which ten are a microsecond."""
    micros = (moment - datetime(1, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    return micros * 10 + tenths


def wire_id(moment: datetime, tenths: int = 0) -> str:
    return f"p_c_createorder_{ticks(moment, tenths)}"


def add(*moments: datetime, source: str = "partnercenter", **values: Any) -> list[ActivityEntry]:
    """An entry at each of these moments."""
    records = []
    for moment in moments:
        usual: dict[str, Any] = {
            "occurred_at": moment,
            "action": "create_order",
            "resource_type": "order",
            "status": "succeeded",
            "external_id": wire_id(moment),
            "extra": f'{{"operationDate":"{moment:%Y-%m-%dT%H:%M:%S.%f}0Z"}}',
        }
        records.append(Record(**usual | values))
    outcomes = take(*records, source=source)
    keys = [outcome.entry_id for outcome in outcomes if outcome.entry_id]
    assert len(keys) == len(moments), outcomes
    entries = ActivityEntry.objects.in_bulk(keys)
    return [entries[key] for key in keys]


def add_daily(first: datetime, days: int) -> list[str]:
    """An entry a day; return their IDs, newest first."""
    moments = [first + timedelta(days=day) for day in range(days)]
    add(*moments)
    return [wire_id(moment) for moment in reversed(moments)]
