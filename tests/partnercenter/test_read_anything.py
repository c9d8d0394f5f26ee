from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.plugins import Record
from tests.partnercenter.payloads import audit_record, encode, ids, read

# A machine that is busy with something else is no reason to fail.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

JSON_BITS = [b'{"items":[', b'{"id":"a"', b"}", b"]", b",", b"[", b'"', b"\\", b"\n", b":", b"\xff"]
json_like = st.lists(st.sampled_from(JSON_BITS) | st.binary(max_size=4)).map(b"".join)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
texts = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)
good_fields = st.fixed_dictionaries(
    {},
    optional={
        "customerId": texts | st.uuids().map(str),
        "customerName": texts | st.none(),
        "resourceType": st.sampled_from(["order", "subscription", "customer", "x"]),
        "resourceNewValue": texts
        | json_values.map(json.dumps).filter(lambda text: "\0" not in text),
        "customizedData": json_values,
        "unknown": json_values,
    },
)
# What columns hold; the date is kept as received besides.
COLUMNS = {"id", "operationType", "operationStatus", "customerId", "customerName"} | {
    "resourceType",
    "resourceNewValue",
    "customizedData",
}
# Ends that were cut off, and damage that leaves the brackets of a record alone.
cuts = st.integers(min_value=1, max_value=60)
damages = st.sampled_from([b'"x" "y"', b"nul", b"01", b'"\\q"', b"", b'"\\u12"', b"1 2", b'"\x01"'])


@patient
@given(st.binary(max_size=300))
@example(b'{"items":[{"a":')
@example(b"[{}[")
def test_bytes_of_any_kind_raise_nothing(data):
    assert read(data) or not data.strip(b'[] ,\n\r\t\x0b\x0c{}:items"')


@patient
@given(json_like)
def test_bytes_that_look_like_json_raise_nothing(data):
    for reading in read(data):
        assert reading.line >= 1


@patient
@given(st.dictionaries(st.sampled_from([*audit_record(), "customerId"]), json_values))
def test_values_of_any_kind_raise_nothing(fields):
    assert len(read(encode(fields))) == 1


@patient
@given(st.lists(good_fields, max_size=6), st.data())
def test_each_good_record_among_cut_lines_comes_out(fields, data):
    lines, expected = [], []
    for number, more in enumerate(fields):
        good = encode(audit_record(id=f"{number}", **more))
        cut = good[: -data.draw(cuts)]
        lines += [good, cut, good]
        expected += [f"{number}", None, f"{number}"]

    assert ids(read(b"\n".join(lines))) == (expected or [None])


@patient
@given(
    st.lists(good_fields, min_size=1, max_size=6),
    damages,
    st.sampled_from([{}, {"separators": (",", ":")}, {"indent": 2}]),
)
def test_each_good_record_among_broken_items_comes_out(fields, damage, layout):
    records: list[dict[str, Any]] = []
    for number, more in enumerate(fields):
        records += [audit_record(id=f"{number}", **more), audit_record(id="broken", **more)]

    data = encode({"items": records}, **layout).replace(b'"broken"', damage)

    assert ids(read(data)) == [
        external_id for number in range(len(fields)) for external_id in (f"{number}", None)
    ]


@patient
@given(good_fields)
def test_nothing_that_was_received_is_lost(fields):
    sent = audit_record(**fields)
    [reading] = read(encode(sent))

    assert isinstance(reading.content, Record)
    kept = json.loads(reading.content.extra or "{}")
    assert kept == {name: sent[name] for name in kept}
    assert sent.keys() - kept.keys() <= COLUMNS
