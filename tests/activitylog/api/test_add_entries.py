"""Adding entries: one, many, or one on each line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.activitylog.api.asking import ACTIVITY, page_of
from tests.problems import kind_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

JSON, LINES = "application/json", "application/x-ndjson"
LEAST = {"occurred_at": "2026-03-04T05:06:07.123456Z", "action": "create_order"}
FULL: dict[str, Any] = LEAST | {
    "customer": "0c39d6d5-c70d-4c55-bc02-f620844f3fd1",
    "customer_name": "Müller & Söhne GmbH",
    "partner_user": "petra@partner.example",
    "application": "Shop",
    "resource_type": "order",
    "resource_id": "o-1",
    "status": "succeeded",
    "old_value": None,
    "new_value": {"Quantity": 8},
    "details": [{"key": "Quantity", "value": "8"}],
    "extra": {"sessionId": "s-1"},
    "external_id": "e-1",
    "correlation_id": "c-1",
}


@pytest.fixture
def writer(alice: User) -> Client:
    return program_of(alice, "activity:write", "activity:read", source="shop")


def post(client: Client, body: Any, content_type: str = JSON, **headers: str) -> Any:
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ACTIVITY, content, content_type=content_type, headers=headers)


def told(client: Client, body: Any, content_type: str = JSON) -> dict[str, Any]:
    """What is told of a body that can be read."""
    answer = post(client, body, content_type)
    assert (answer.status_code, answer["Content-Type"]) == (200, JSON)
    found: dict[str, Any] = answer.json()
    return found


def counts(found: dict[str, Any]) -> list[int]:
    return [found[name] for name in ("added", "known", "conflict", "refused")]


def numbered(*numbers: int) -> list[dict[str, str]]:
    return [LEAST | {"external_id": str(number)} for number in numbers]


def test_a_record_becomes_an_entry(writer: Client) -> None:
    found = told(writer, FULL)
    entry = ActivityEntry.objects.get()
    assert found == {
        "added": 1,
        "known": 0,
        "conflict": 0,
        "refused": 0,
        "results": [
            {"index": 0, "result": "added", "id": str(entry.pk), "field": "", "reason": ""}
        ],
    }
    (answered,) = page_of(writer)["results"]
    assert {name: answered[name] for name in FULL} == FULL
    assert answered["source"] == "shop"


@pytest.mark.parametrize("number", [1, 51], ids=["a few", "many"])
def test_the_largest_offsets_are_no_other_moments(writer: Client, number: int) -> None:
    record = {"occurred_at": "2026-03-04T05:06:07-23:59", "action": "create_order"}
    told(writer, [record | {"external_id": str(at)} for at in range(number)])
    moments = set(ActivityEntry.objects.values_list("occurred_at", flat=True))
    assert moments == {datetime(2026, 3, 5, 5, 5, 7, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (json.dumps(numbered(0, 1, 2)), JSON),
        ("\n".join(map(json.dumps, numbered(0, 1, 2))), LINES),
        ("\n\n".join(map(json.dumps, numbered(0, 1, 2))) + "\r\n", f"{LINES}; charset=utf-8"),
    ],
)
def test_many_at_once_are_told_in_their_order(writer: Client, body: str, content_type: str) -> None:
    found = told(writer, body, content_type)
    assert counts(found) == [3, 0, 0, 0]
    assert [result["index"] for result in found["results"]] == [0, 1, 2]
    for result in found["results"]:
        entry = ActivityEntry.objects.get(pk=result["id"])
        assert entry.external_id == str(result["index"])


def test_the_same_again_adds_nothing(writer: Client) -> None:
    first, second = (told(writer, numbered(1, 2)) for _time in range(2))
    assert (counts(first), counts(second)) == ([2, 0, 0, 0], [0, 2, 0, 0])
    ids = [[result["id"] for result in found["results"]] for found in (first, second)]
    assert ids[0] == ids[1]


def test_each_record_is_told_what_became_of_it(writer: Client) -> None:
    told(writer, numbered(1))
    (known,) = numbered(1)
    body = [
        known,
        known | {"customer": FULL["customer"]},
        LEAST | {"colour": "red"},
        LEAST | {"status": 5},
        {"action": "x"},
        7,
        LEAST | {"external_id": "new"},
    ]
    found = told(writer, body)
    assert counts(found) == [1, 1, 1, 4]
    assert [(r["result"], r["field"]) for r in found["results"]] == [
        ("known", ""),
        ("conflict", "customer"),
        ("refused", "colour"),
        ("refused", "status"),
        ("refused", "occurred_at"),
        ("refused", ""),
        ("added", ""),
    ]
    assert [bool(r["reason"]) for r in found["results"]] == [False, *[True] * 5, False]
    assert [r["id"] is None for r in found["results"]] == [False, False, *[True] * 4, False]


@pytest.mark.parametrize("name", ["id", "recorded_at", "source", "action_label"])
def test_nobody_says_what_the_portal_says(writer: Client, name: str) -> None:
    found = told(writer, LEAST | {name: "portal"})
    assert (counts(found), found["results"][0]["field"]) == ([0, 0, 0, 1], name)


def test_sources_do_not_meddle_with_each_others_records(alice: User, writer: Client) -> None:
    other = program_of(alice, "activity:write", source="crm")
    assert [counts(told(client, numbered(1))) for client in (writer, other)] == [[1, 0, 0, 0]] * 2
    assert set(ActivityEntry.objects.values_list("source", flat=True)) == {"shop", "crm"}


def test_what_a_session_of_the_browser_adds_has_the_source_api(as_alice: Client) -> None:
    assert counts(told(as_alice, LEAST)) == [1, 0, 0, 0]
    assert ActivityEntry.objects.get().source == "api"


def test_a_customer_who_is_not_known_yet_becomes_known(writer: Client) -> None:
    told(writer, FULL)
    assert Customer.objects.get(pk=UUID(FULL["customer"])).name == "Müller & Söhne GmbH"


def test_no_entry_tells_of_it(writer: Client) -> None:
    """Thousands of requests a day would double the log; the entries tell their source."""
    told(writer, FULL)
    assert not ActivityEntry.objects.filter(source="portal").exists()


def test_a_thousand_are_taken(writer: Client) -> None:
    assert counts(told(writer, numbered(*range(1000)))) == [1000, 0, 0, 0]


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        ("", JSON, (400, "malformed")),
        ("", LINES, (400, "malformed")),
        ("[]", JSON, (400, "malformed")),
        (" \n\n", LINES, (400, "malformed")),
        ("no JSON", JSON, (400, "malformed")),
        ('[{"a":1}', JSON, (400, "malformed")),
        ("[" * 100_000, JSON, (422, "unprocessable")),
        (json.dumps([LEAST] * 1001), JSON, (413, "too-large")),
        ("{}\n" * 1001, LINES, (413, "too-large")),
        (" " * 10_485_761, JSON, (413, "too-large")),
        ("{}", "text/plain", (415, "unsupported-media-type")),
        ("{}", "application/x-www-form-urlencoded", (415, "unsupported-media-type")),
    ],
    ids=lambda part: "" if isinstance(part, str) else str(part),
)
def test_what_cannot_be_read_is_refused_as_a_whole(
    writer: Client, body: str, content_type: str, kind: tuple[int, str]
) -> None:
    answer = post(writer, body, content_type)
    assert (answer.status_code, kind_of(answer, kind[0])) == kind
    assert not ActivityEntry.objects.exists()


def test_what_is_compressed_is_refused(writer: Client) -> None:
    answer = post(writer, FULL, **{"Content-Encoding": "gzip"})
    assert kind_of(answer, 415) == "unsupported-media-type"


def test_a_line_that_is_no_json_stops_no_other(writer: Client) -> None:
    found = told(writer, f"{json.dumps(LEAST)}\nno JSON\n", LINES)
    assert (counts(found), found["results"][1]["result"]) == ([1, 0, 0, 1], "refused")


@pytest.mark.django_db(transaction=True)
def test_all_of_a_request_is_added_or_nothing(
    writer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("activitylog.services.ingest"), "BATCH_RECORDS", 2)
    written = []

    def fail_later(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT") and '"activitylog_activityentry"' in sql:
            written.append(sql)
            if len(written) > 1:
                raise DatabaseError
        return execute(sql, *rest)

    with connection.execute_wrapper(fail_later):
        assert post(writer, numbered(1, 2, 3)).status_code == 500
    assert len(written) == 2
    assert not ActivityEntry.objects.exists()


def test_with_a_key_the_first_answer_is_given_again(writer: Client) -> None:
    answers = [post(writer, FULL, **{"Idempotency-Key": "k"}) for _time in range(2)]
    assert [answer.json()["added"] for answer in answers] == [1, 1]
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert ActivityEntry.objects.count() == 1


def test_a_token_that_only_reads_adds_nothing(program: Client) -> None:
    assert kind_of(post(program, FULL), 403) == "missing-scope"
    assert not ActivityEntry.objects.exists()
