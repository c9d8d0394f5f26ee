from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from activitylog.models import ActivityEntry
from tests.activitylog.log import export, record, take

if TYPE_CHECKING:
    from django.test import Client


def lines(client: Client) -> list[str]:
    return export(client, {"format": "jsonl"}).split("\n")


def test_it_writes_one_object_a_line(as_alice: Client) -> None:
    take(record(), record(external_id="r-2", customer_name="Zeile\n\u2028zwei"))
    *objects, end = lines(as_alice)
    assert (len(objects), end) == (2, "")
    assert {json.loads(text)["customer_name"] for text in objects} == {"", "Zeile\n\u2028zwei"}


def test_it_names_the_fields(as_alice: Client) -> None:
    take(record(customer_id=UUID(int=1), customer_name="=Not a formula here"))
    key = ActivityEntry.objects.get().pk
    assert json.loads(lines(as_alice)[0]) == {
        "occurred_at": "2026-03-04T05:06:07.123456Z",
        "customer_name": "=Not a formula here",
        "action_label": "Created an order",
        "partner_user": "",
        "status": "",
        "resource_type": "",
        "resource_id": "",
        "application": "",
        "customer": str(UUID(int=1)),
        "action": "create_order",
        "details": None,
        "id": str(key),
    }


@pytest.mark.parametrize("micros", [0, 1, 120_000, 999_999])
def test_it_writes_every_microsecond(as_alice: Client, micros: int) -> None:
    take(record(occurred_at=datetime(1970, 1, 1, 0, 0, 0, micros, tzinfo=UTC)))
    assert f'"occurred_at":"1970-01-01T00:00:00.{micros:06}Z"' in lines(as_alice)[0]


@pytest.mark.parametrize(
    "text",
    [
        '[{"key": "Amount", "value": 12345678901234567890.10}]',
        '{"n":1,"n":2}',
        '{"NUL":"\\u0000","ü":"\\u00fc","e":1E400}',
        '{"half":"\\ud83d"}',
        "-" + "9" * 5_000,
        "null",
        '"\'=1+1"',
    ],
)
def test_it_keeps_recorded_json_to_the_letter(as_alice: Client, text: str) -> None:
    take(record(details=text))
    assert f'"details":{text},' in lines(as_alice)[0]


@pytest.mark.parametrize("text", ["", "NaN", '{"cut": "', "[" * 100_000, "a\nb", '{"a":1} x'])
def test_it_writes_what_is_no_json_as_text(as_alice: Client, text: str) -> None:
    take(record(details=text))
    (line, end) = lines(as_alice)
    assert (json.loads(line)["details"], end) == (text, "")


def test_it_keeps_a_line_in_one_line(as_alice: Client) -> None:
    take(record(details='{\r\n  "a": 1\r\n}'))
    (line, end) = lines(as_alice)
    assert (json.loads(line)["details"], end) == ({"a": 1}, "")
