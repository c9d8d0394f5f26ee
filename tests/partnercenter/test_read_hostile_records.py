from __future__ import annotations

import io
import json
import sys

import pytest

from partnercenter.source import PartnerCenterSource
from portal.plugins import Record, Refusal
from tests.partnercenter.payloads import (
    audit_record,
    encode,
    ids,
    numbered,
    read,
    read_one,
    read_record,
    refusal_of,
    refuse,
)

TEXTS = [
    "id",
    "customerId",
    "customerName",
    "userPrincipalName",
    "applicationId",
    "resourceType",
    "operationType",
    "originalCorrelationId",
    "operationStatus",
]
NUL = "contains the character NUL, which cannot be stored"
HALF = "contains half of a surrogate pair, which is no text"


@pytest.mark.parametrize("name", [*TEXTS, "operationDate"])
@pytest.mark.parametrize("value", [1, True, [], {}, ["x"], 1.5, 10**30])
def test_what_should_be_text_and_is_not_is_refused(name, value):
    assert refuse(**{name: value}) == Refusal(name, "is not text")


@pytest.mark.parametrize("name", [*TEXTS, "resourceOldValue", "resourceNewValue"])
@pytest.mark.parametrize(
    ("value", "reason"), [("a\0b", NUL), ("\ud83d", HALF), ("a\ude00\ud83d", HALF)]
)
def test_characters_that_cannot_be_stored_are_refused_by_field(name, value, reason):
    assert refuse(**{name: value}) == Refusal(name, reason)


@pytest.mark.parametrize("name", [*TEXTS, "resourceNewValue", "customizedData", "unknown"])
def test_bytes_that_are_not_utf8_are_refused_by_field(name):
    data = encode(audit_record(**{name: "M?ller"})).replace(b"M?ller", b"M\xfcller")

    assert refusal_of(data) == Refusal(name, "contains bytes that are not UTF-8")


def test_a_name_that_is_not_utf8_is_refused():
    data = encode(audit_record(n=1)).replace(b'"n"', b'"\xfc"')

    assert refusal_of(data).reason == "contains bytes that are not UTF-8"


def test_escapes_inside_of_details_stay_escapes():
    details = '[{"key": "K\\u0000", "value": "\\ud83d \\\\ud83d \\uD83D\\uDE00 \\ude00"}]'
    data = encode(audit_record(customizedData=1, other=2)).replace(b": 1", f": {details}".encode())
    data = data.replace(b'"other": 2', b'"oth\\ud800er": "\\ud800\\n"')

    record = read_one(data)

    assert record.details == details
    assert record.extra
    assert record.extra.endswith('"oth\\ud800er":"\\ud800\\n"}')


def test_half_of_a_pair_elsewhere_excuses_no_broken_json():
    data = encode(audit_record(other="\ud800", more=1)).replace(b": 1}", b": 1,}")

    assert refusal_of(data).reason.startswith("this is not valid JSON: ")


@pytest.mark.parametrize("second", ['"same"', '"other"', '"sa"', "null", "1", '{"a": 1}'])
@pytest.mark.parametrize("name", ["id", "customerName", "customizedData", "unknown"])
def test_a_field_that_stands_twice_is_refused_by_name(name, second):
    record = encode(audit_record(**{name: "same"})).decode()
    data = f'{record[:-1]}, "{name}": {second}}}'.encode()

    assert refusal_of(data) == Refusal(name, "stands twice")


def test_a_field_that_stands_twice_by_an_escape_is_refused():
    data = encode(audit_record())[:-1] + b', "\\u0069d": "again"}'

    assert refusal_of(data) == Refusal("id", "stands twice")


def test_names_that_stand_twice_inside_of_values_are_kept():
    twice = '{"Id": "a", "Id": "b"}'
    data = encode(audit_record(resourceNewValue=twice, customizedData=1))
    data = data.replace(b": 1", b': [{"key": "a", "key": "b"}]')

    record = read_one(data)

    assert (record.new_value, record.details) == (twice, '[{"key": "a", "key": "b"}]')


@pytest.mark.parametrize("number", ["12345678901234567890", "9" * 5000, "1e999", "-0.10"])
def test_numbers_are_kept_to_the_digit(number):
    data = encode(audit_record(unknown=0, customizedData=0)).replace(b": 0", f": {number}".encode())

    record = read_one(data)

    assert record.details == number
    assert record.extra
    assert record.extra.endswith(f'"unknown":{number}}}')


@pytest.mark.parametrize("name", ["unknown", "customizedData", "resourceNewValue", "id"])
@pytest.mark.parametrize("inside", ["[", '{"a":'])
def test_what_is_nested_too_deeply_is_refused(name, inside):
    depth = 200_000
    closing = ("]" if inside == "[" else "}") * depth
    deep = f"{inside * depth}1{closing}"
    one, two = (encode(record) for record in numbered(1, 2))
    data = encode(audit_record(**{name: 7})).replace(b": 7", f": {deep}".encode())

    readings = read(b"\n".join([one, data, two]))

    assert ids(readings) == ["record-1", None, "record-2"]
    assert readings[1].content == Refusal("", "this is nested too deeply")


@pytest.mark.parametrize("deep", ["[" * 50_000, '{"a":' * 50_000, '[{"items":' * 50_000])
def test_brackets_that_never_close_are_read_soon(deep):
    assert all(isinstance(reading.content, Refusal) for reading in read(deep.encode()))
    inside = b'{"items": [' + deep.encode()
    assert all(isinstance(reading.content, Refusal) for reading in read(inside))


@pytest.mark.parametrize("text", ['[{"Id":' * 9999, '"', '{"Id": "\\ud800"}', '{"Id": "a"', ""])
def test_values_that_are_no_json_are_kept(text):
    record = read_record(resourceOldValue=text, resourceNewValue=text)

    assert (record.old_value, record.new_value, record.resource_id) == (text, text, "")


def test_a_value_of_a_megabyte_is_kept():
    value = json.dumps({"Id": "big", "Text": 'quoted "ü"\\\n' * 100_000})

    record = read_record(resourceNewValue=value)

    assert record.new_value == value
    assert record.resource_id == "big"


def test_a_thousand_fields_are_kept():
    fields = {f"field-{number}": number for number in range(1000)}

    assert json.loads(read_record(**fields).extra or "").items() >= fields.items()


@pytest.mark.parametrize("name", ["operationType", "operationDate"])
@pytest.mark.parametrize("value", [..., None, ""])
def test_what_must_be_there_is_refused_when_missing(name, value):
    assert refuse(**{name: value}) == Refusal(name, "is missing")


def test_a_hostile_record_costs_none_of_the_others():
    hostile = audit_record(customerName="\0")
    records = [numbered(1)[0], hostile, {}, numbered(2)[0]]

    for data in (encode(records), b"\n".join(map(encode, records))):
        assert ids(read(data)) == ["record-1", None, None, "record-2"]


def test_little_stack_is_no_reason_to_stop():
    def deeper(levels: int) -> list[Record | Refusal]:
        if levels:
            return deeper(levels - 1)
        data = encode(audit_record(resourceNewValue='{"Id": [[[[[[[[[[1]]]]]]]]]]}'))
        return [reading.content for reading in PartnerCenterSource().read(io.BytesIO(data))]

    frame, depth = sys._getframe(), 0
    # The last frame has None before it, which ends the loop and is never used.
    while frame := frame.f_back:  # type: ignore[assignment]
        depth += 1
    [content] = deeper(sys.getrecursionlimit() - depth - 40)
    assert isinstance(content, Record | Refusal)
