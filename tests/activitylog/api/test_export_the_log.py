"""The log as a file for programs: what the page exports to readers of English."""

from __future__ import annotations

import json
import os
import tracemalloc
import zlib
from datetime import timedelta
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError, connection

from activitylog.models import ActivityEntry
from tests.activitylog.api.asking import ACTIVITY
from tests.activitylog.log import MARCH, UNTIL_MARCH, fill, get, record, rows_of, take, text_of
from tests.problems import errors_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from django.test import Client

    from customers.models import Customer
    from portal.models import User

SLOW = os.environ.get("SLOW") == "1"
EXPORT = f"{ACTIVITY}export/"


@pytest.fixture
def exporter(alice: User) -> Client:
    return program_of(alice, "activity:export", name="Nightly")


def export(client: Client, given: dict[str, Any] | None = None, **headers: str) -> Any:
    return client.get(EXPORT, given or {}, headers=headers)


def recorded() -> list[ActivityEntry]:
    return list(ActivityEntry.objects.filter(action="export_file"))


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_it_is_to_the_byte_what_the_page_exports(
    exporter: Client, as_alice: Client, acme: Customer, kind: str
) -> None:
    texts = {"customer_name": 'Müller; "Söhne", GmbH', "details": '[{"key":"a","value":"=1"}]'}
    take(record(customer_id=acme.pk, **texts), record(external_id="2", partner_user="=1+1"))
    given = UNTIL_MARCH | {"format": kind}
    page, answer = get(as_alice, given, "export/"), export(exporter, given)
    file = b"".join(answer)
    assert file == b"".join(page)
    assert file.count(b"create_order") == 2
    for name in ("Content-Type", "Content-Disposition"):
        assert answer[name] == page[name]


def test_it_is_in_english_with_commas_for_everyone(alice: User, exporter: Client) -> None:
    alice.language = "de"
    alice.save()
    take(record())
    text = text_of(export(exporter, UNTIL_MARCH))
    assert text.startswith("\ufeffDate-Time (UTC),Affected customer,Action,")
    assert "Created an order" in text


def test_it_is_csv_unless_told_otherwise(exporter: Client) -> None:
    answer = export(exporter)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    list(answer)


def test_it_holds_everything_where_nothing_narrows_it(exporter: Client) -> None:
    take(record(occurred_at=MARCH - timedelta(days=9_000)))
    fill(2)
    assert len(rows_of(text_of(export(exporter)))) == 3


def test_it_is_narrowed_as_the_list_is(exporter: Client) -> None:
    micro = timedelta(microseconds=1)
    take(*(record(occurred_at=MARCH + micro * n, external_id=str(n)) for n in range(3)))
    given = {"date_from": "2026-03-04T05:06:07.123457Z", "date_to": "2026-03-04"}
    assert len(rows_of(text_of(export(exporter, given)))) == 2


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "start_2026-05-06.csv"),
        ({"date_from": "2026-03-01", "format": "jsonl"}, "2026-03-01_2026-05-06.jsonl"),
        ({"date_to": "2026-03-04T23:30:00Z"}, "start_2026-03-05.csv"),
    ],
)
def test_it_is_named_by_its_days(alice: User, given: dict[str, str], name: str) -> None:
    alice.time_zone = "Europe/Berlin"
    alice.save()
    with time_machine.travel("2026-05-06T12:00:00Z"):
        answer = export(program_of(alice, "activity:export"), given)
        assert answer["Content-Disposition"] == f'attachment; filename="activity-log_{name}"'
        list(answer)


def test_it_says_in_the_log_who_took_what_out_before_the_first_byte(exporter: Client) -> None:
    fill(2)
    answer = export(exporter, {"status": "", "q": "a&b", "format": "jsonl"})
    (entry,) = recorded()
    assert (entry.partner_user, entry.application) == ("alice@partner.example", "Nightly")
    details = {item["key"]: item["value"] for item in json.loads(entry.details or "[]")}
    assert (details["List"], details["Format"]) == ("activity-log", "jsonl")
    assert details["Filters"] == "status=&q=a%26b"
    list(answer)


def test_a_file_does_not_hold_its_own_entry_but_those_before(exporter: Client) -> None:
    fill(2)
    assert len(rows_of(text_of(export(exporter)))) == 2
    rows = rows_of(text_of(export(exporter)))
    assert [row["Operation type"] for row in rows] == ["export_file", *["create_order"] * 2]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"format": "xlsx"}, "format"),
        ({"format": ""}, "format"),
        ({"format": ["csv", "jsonl"]}, "format"),
        ({"date_from": "yesterday"}, "date_from"),
        ({"limit": "5"}, "limit"),
        ({"columns": "id"}, "columns"),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_no_entry(
    exporter: Client, given: dict[str, Any], field: str
) -> None:
    answer = export(exporter, given)
    assert (answer.status_code, errors_of(answer)[0][0]) == (400, field)
    assert recorded() == []


@pytest.mark.parametrize("accept", ["text/csv", "application/x-ndjson", "application/json", "*/*"])
def test_it_may_be_asked_for_by_its_type(exporter: Client, accept: str) -> None:
    answer = export(exporter, {}, Accept=accept)
    assert answer.status_code == 200
    list(answer)


def test_it_is_never_html(exporter: Client) -> None:
    answer = export(exporter, {}, Accept="text/html")
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")
    assert recorded() == []


@pytest.mark.parametrize("method", ["head", "options", "post"])
def test_only_the_whole_file_can_be_asked_for(exporter: Client, method: str) -> None:
    assert getattr(exporter, method)(EXPORT).status_code in (403, 405)
    assert recorded() == []


def test_it_breaks_off_where_the_database_fails(
    exporter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 10)
    fill(25)
    stream = iter(export(exporter))
    assert [next(stream) for _header_and_batch in range(2)]
    with connection.execute_wrapper(_fail), pytest.raises(DatabaseError):
        list(stream)


def _fail(*_args: Any) -> None:
    raise DatabaseError


@pytest.mark.slow
def test_it_keeps_memory_flat_also_when_it_is_deflated(
    exporter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 200)
    count = 200_000 if SLOW else 5_000
    ActivityEntry.objects.bulk_create(
        (
            ActivityEntry(
                id=UUID(int=7 << 76 | number),
                occurred_at=MARCH,
                recorded_at=MARCH,
                details=f'"{token_hex(250)}"',
            )
            for number in range(count)
        ),
        batch_size=1_000,
    )
    tracemalloc.start()
    answer = export(exporter, {}, **{"Accept-Encoding": "gzip"})
    size = sum(map(len, _inflated(answer)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer["Content-Encoding"] == "gzip"
    assert size > count * 500
    assert peak < 2_000_000


def _inflated(answer: Any) -> Any:
    inflating = zlib.decompressobj(wbits=31)
    for chunk in answer:
        yield inflating.decompress(chunk)
    assert inflating.eof
