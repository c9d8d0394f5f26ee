"""Reading entries as clients of the API send them."""

from __future__ import annotations

import json
import re
import tracemalloc
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from activitylog.entry_json import entry_json
from activitylog.json_source import (
    FIELD_NAMES,
    MOST_BYTES,
    MOST_DEPTH,
    MOST_RECORDS,
    NoRecords,
    NotJson,
    TooDeep,
    TooManyRecords,
    UnreadableBody,
    read_json,
)
from activitylog.models import ActivityEntry
from activitylog.services import ingest
from portal.plugins import Reading, Record, Refusal
from tests.activitylog.log import results

if TYPE_CHECKING:
    from customers.models import Customer
    from tests.conftest import MakeEntry

CUSTOMER = "0c39d6d5-c70d-4c55-bc02-f620844f3fd1"
LEAST = {"occurred_at": "2026-03-04T05:06:07Z", "action": "create_order"}
FULL = {
    "occurred_at": "2026-03-04T06:06:07.123456+01:00",
    "action": "create_order",
    "customer": CUSTOMER,
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
NOT_TO_BE_SET = ("id", "recorded_at", "source", "action_label")


def read(body: bytes | str, **options: bool) -> list[Reading]:
    return list(read_json(body.encode() if isinstance(body, str) else body, **options))


def content(body: bytes | str) -> Record | Refusal:
    (reading,) = read(body)
    return reading.content


def one(**values: Any) -> Record | Refusal:
    return content(json.dumps(LEAST | values))


def with_details(text: str) -> str:
    return f'{{"occurred_at":"2026-03-04T05:06:07Z","action":"a","details":{text}}}'


def test_it_reads_every_field_that_can_be_set() -> None:
    assert content(json.dumps(FULL)) == Record(
        occurred_at=datetime(2026, 3, 4, 5, 6, 7, 123456, tzinfo=UTC),
        action="create_order",
        customer_id=UUID(CUSTOMER),
        customer_name="Müller & Söhne GmbH",
        partner_user="petra@partner.example",
        application="Shop",
        resource_type="order",
        resource_id="o-1",
        status="succeeded",
        new_value='{"Quantity": 8}',
        details='[{"key": "Quantity", "value": "8"}]',
        extra='{"sessionId": "s-1"}',
        external_id="e-1",
        correlation_id="c-1",
    )


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(FULL),
        json.dumps(FULL, ensure_ascii=False),
        json.dumps(FULL, indent=4),
        json.dumps(FULL).replace("action", r"\u0061ction"),
        json.dumps(FULL).replace('{"occ', '{ "occ'),
        f"\ufeff \n{json.dumps(FULL)}\r\n",
    ],
    ids=["usual", "unescaped", "indented", "escaped name", "odd space", "mark and space"],
)
def test_it_reads_the_same_however_it_is_written(written: str) -> None:
    compact = json.dumps(FULL, separators=(",", ":"))
    (outcome,) = (reading.content for reading in read(written))
    same = content(compact)
    assert isinstance(outcome, Record)
    assert isinstance(same, Record)
    for name in ("occurred_at", "action", "customer_id", "customer_name", "external_id"):
        assert getattr(outcome, name) == getattr(same, name)
    assert json.loads(outcome.new_value or "") == FULL["new_value"]


@pytest.mark.parametrize(
    "text",
    [
        '{"Amount":12345678901234567890.10}',
        '{"b":1,"a":2,"b":3}',
        r'{"NUL":"\u0000","half":"\ud83d","slash":"\/"}',
        "[ 1 ,\t2 ]",
        '"text"',
        "1e999",
        "false",
    ],
)
def test_it_keeps_json_to_the_letter(text: str) -> None:
    sent = content(with_details(text))
    assert isinstance(sent, Record)
    assert sent.details == text


def test_nothing_and_null_are_the_same() -> None:
    names = FULL.keys() - LEAST.keys()
    assert one(**dict.fromkeys(names)) == one()


def test_it_reads_an_array_and_lines_alike() -> None:
    sent = [json.dumps(LEAST | {"external_id": str(number)}) for number in range(3)]
    array = read(f"[{', '.join(sent)}]")
    lines = read("\n".join(sent), lines=True)
    assert [reading.content for reading in array] == [reading.content for reading in lines]
    assert [reading.raw.decode() for reading in array] == sent


def test_it_says_on_which_line_each_record_begins() -> None:
    pretty = json.dumps([LEAST, LEAST], indent=1)
    assert [reading.line for reading in read(pretty)] == [2, 6]
    line = json.dumps(LEAST)
    lines = read(f"{line}\r\n\n  \n{line}\n", lines=True)
    assert [(reading.line, reading.raw.decode()) for reading in lines] == [(1, line), (4, line)]


@pytest.mark.parametrize("name", NOT_TO_BE_SET)
def test_it_refuses_by_name_what_the_portal_gives(name: str) -> None:
    assert one(**{name: "x"}) == Refusal(name, "cannot be set: the portal gives it")


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"occurred_at": None}, "occurred_at", "is missing"),
        ({"action": ""}, "action", "is missing"),
        ({"operationType": "x"}, "operationType", "is no field of an entry"),
        ({"customer_id": CUSTOMER}, "customer_id", "is no field of an entry"),
        ({"x" * 500: 1}, "x" * 100, "is no field of an entry"),
        ({"status": 7}, "status", "is not text"),
        ({"status": ["a"]}, "status", "is not text"),
        ({"status": "\ud83d"}, "status", "contains half of a surrogate pair, which is no text"),
        ({"customer": "Contoso"}, "customer", "is not an ID"),
        ({"customer": 7}, "customer", "is not text"),
        ({"extra": []}, "extra", "is not a JSON object"),
        ({"occurred_at": 1772600767}, "occurred_at", "is not text"),
        (
            {"occurred_at": "2026-03-04T05:06:07.1234567Z"},
            "occurred_at",
            "has more than six digits behind the second",
        ),
        *(
            (
                {"occurred_at": wrong},
                "occurred_at",
                "is no moment: it is not written as 2026-11-30T16:41:41.123456Z",
            )
            for wrong in ("yesterday", "2026-03-04", "2026-03-04T05:06:07", "2026-03-04T05:06Z")
        ),
    ],
)
def test_it_refuses_by_name_what_is_wrong(values: Any, field: str, reason: str) -> None:
    assert one(**values) == Refusal(field, reason)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_it_refuses_days_that_do_not_exist(day: str) -> None:
    refusal = one(occurred_at=f"{day}T00:00:00Z")
    assert isinstance(refusal, Refusal)
    assert (refusal.field, refusal.reason[:12]) == ("occurred_at", "is no moment")


def test_it_takes_seven_digits_that_say_no_more_than_six() -> None:
    assert one(occurred_at="2026-03-04T05:06:07.1234560Z") == one(
        occurred_at="2026-03-04t05:06:07.123456z"
    )


@pytest.mark.parametrize("comma", [",", ", ", " , "])
@pytest.mark.parametrize("name", ["action", r"\u0061ction", "details"])
def test_it_refuses_a_field_that_stands_twice(name: str, comma: str) -> None:
    pairs = ['"action":"a"', f'"{name}":"a"', '"occurred_at":"2026-03-04T05:06:07Z"', '"details":1']
    refusal = content(f"{{{comma.join(pairs)}}}")
    assert isinstance(refusal, Refusal)
    assert (refusal.field, refusal.reason) == (json.loads(f'"{name}"'), "stands twice")


def test_a_wrong_record_never_stops_the_others() -> None:
    good = json.dumps(LEAST)
    wrong = ["7", "{}", '{"action":"\\ud83d"}', '{"details":"\xff"}', '"text"', "[]", "null"]
    array = ",".join([good, *wrong, good]).encode("latin-1")
    outcomes = [type(reading.content) for reading in read(b"[" + array + b"]")]
    assert outcomes == [Record, *[Refusal] * len(wrong), Record]


def test_a_line_that_is_no_json_never_stops_the_others() -> None:
    good = json.dumps(LEAST)
    lines = [good, "{", '{"action":', "no JSON", good]
    outcomes = [type(reading.content) for reading in read("\n".join(lines), lines=True)]
    assert outcomes == [Record, Refusal, Refusal, Refusal, Record]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", NoRecords),
        (b" \n", NoRecords),
        (b"[]", NoRecords),
        (b"[{}", NotJson),
        (b"[{},]", NotJson),
        (b"{} {}", NotJson),
        (b"no JSON", NotJson),
        ("[{}]".encode("utf-16"), NotJson),
        (b"[" * 100_000, TooDeep),
        (b'{"a":' * 100_000, TooDeep),
        (b"[" + b",".join([b"{}"] * (MOST_RECORDS + 1)) + b"]", TooManyRecords),
        (b"[" + b",".join([rb'"\ud83d"'] * (MOST_RECORDS + 1)) + b"]", TooManyRecords),
    ],
)
def test_it_refuses_at_once_what_holds_no_records(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(UnreadableBody) as raised:
        read_json(body)
    assert type(raised.value) is error


def test_it_takes_as_many_as_it_says() -> None:
    records = [b"{}"] * MOST_RECORDS
    assert len(read(b"[" + b",".join(records) + b"]")) == MOST_RECORDS
    assert len(read(b"\n".join(records), lines=True)) == MOST_RECORDS
    with pytest.raises(TooManyRecords):
        read_json(b"\n".join([*records, b"{}"]), lines=True)


def test_it_spends_no_memory_on_more_than_it_takes() -> None:
    body = b"[" + b"1," * 3_000_000 + b"1]"
    tracemalloc.start()
    with pytest.raises(TooManyRecords):
        read_json(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_it_refuses_a_record_that_is_too_large() -> None:
    room = MOST_BYTES - len(json.dumps(LEAST | {"details": ""}))
    assert isinstance(one(details="x" * room), Record)
    assert one(details="x" * (room + 1)) == Refusal("", "is larger than 1,000,000 bytes")


def test_it_refuses_a_record_that_is_nested_too_deeply() -> None:
    def nested(depth: int) -> str:
        return "[{}," * depth + '"[[{{"' + "]" * depth

    # The record itself is one level, what is in the innermost list another.
    assert isinstance(content(with_details(nested(MOST_DEPTH - 2))), Record)
    refusal = Refusal("", "is nested deeper than 64 levels")
    assert content(with_details(nested(MOST_DEPTH - 1))) == refusal
    (bottomless,) = read(with_details("[" * 50_000 + "]" * 50_000), lines=True)
    assert bottomless.content == refusal


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"status": "\0"}, "status"),
        ({"action": "x" * 201}, "action"),
        ({"occurred_at": "1969-12-31T23:59:59Z"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at"),
        ({"occurred_at": "9999-12-31T23:59:59-14:00"}, "occurred_at"),
    ],
)
def test_what_no_entry_can_hold_is_refused_when_it_is_ingested(
    values: dict[str, str], field: str
) -> None:
    (outcome,) = ingest(read(json.dumps(LEAST | values)), source="test")
    assert (outcome.result, outcome.field) == ("refused", field)


def test_what_the_api_answers_can_be_sent_again(make_entry: MakeEntry, acme: Customer) -> None:
    entry = make_entry(
        customer_id=acme.pk,
        customer_name=acme.name,
        new_value='{ "Quantity" : 8.0 }',
        details=r'[{"key":"half","value":"\ud83d"}]',
        extra='{"sessionId":"s-1"}',
    )
    answered = (entry_json(ActivityEntry.objects.all(), entry.pk) or b"").decode()
    for name in NOT_TO_BE_SET:
        answered = re.sub(rf'"{name}":"[^"]*",?', "", answered)
    assert results(ingest(read(answered), source=entry.source)) == ["known"]
    assert ActivityEntry.objects.count() == 1


def test_it_says_what_it_calls_the_fields_of_a_record() -> None:
    assert FIELD_NAMES == {"customer_id": "customer"}
