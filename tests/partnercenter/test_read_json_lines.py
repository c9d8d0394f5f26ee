from __future__ import annotations

import pytest

from tests.partnercenter.payloads import collection, encode, ids, numbered, read, refusals


def lines(*values: object) -> list[bytes]:
    return [value if isinstance(value, bytes) else encode(value) for value in values]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\n\n"])
def test_each_line_is_a_record(newline):
    readings = read(newline.join(lines(*numbered(1, 2, 3))))

    assert ids(readings) == ["record-1", "record-2", "record-3"]


def test_a_line_may_be_a_collection():
    data = b"\n".join(lines(collection(*numbered(1, 2)), collection(), collection(*numbered(3))))

    readings = read(data)

    assert ids(readings) == ["record-1", "record-2", "record-3"]
    assert [reading.line for reading in readings] == [1, 1, 3]


@pytest.mark.parametrize(
    "broken",
    [
        b'{"id": "b", "operationType": }',
        b'{"id": "b", "operationType"',
        b'{"id": "b", "operationType": "cre',
        b'{"id": "b" "operationType": "x"}',
        b'{"id": "b\\q"}',
        b'{"id": "b" 1} 2}',
        b'{"id": b}',
        b'{"id": "b", "customizedData": [{"key": "x"}',
        b'{"id": "b", "customizedData": [{"key": "x",',
        b'{"id": "b", "customizedData":',
        b'{"id": "b", "customizedData": ]}',
        b'{"id": "b", "customizedData": [}',
        b'{"id": "b", customerName: "x"}',
        b'{"id": "b',
        b'{"id": "b\\',
        b"{",
        b"}",
        b"]",
        b'"id"',
        b"null",
        b"\x00\xff",
        b"<html>",
    ],
)
def test_a_broken_line_costs_only_itself(broken):
    one, two, three = lines(*numbered(1, 2, 3))

    readings = read(b"\n".join([one, broken, two, broken, three]))

    assert ids(readings) == ["record-1", None, "record-2", None, "record-3"]
    assert [reading.line for reading in readings] == [1, 2, 3, 4, 5]
    assert [reading.raw.strip() for reading in readings[1::2]] == [broken, broken]


def test_a_broken_first_line_costs_only_itself():
    one, two = lines(*numbered(1, 2))

    assert ids(read(b'{"id": "b", "opera\n' + one + b"\n" + two)) == [None, "record-1", "record-2"]
    assert ids(read(b'{"id":\n' + one + b"\n" + two)) == [None, "record-1", "record-2"]
    assert ids(read(b'{"id":\n' + one)) == [None, "record-1"]


def test_a_last_line_that_was_cut_is_told_so():
    one, two = lines(*numbered(1, 2))

    readings = read(one + b"\n" + two[:-20])

    assert ids(readings) == ["record-1", None]
    assert refusals(readings) == [(2, "", "the file ends in the middle of a record")]


def test_a_broken_record_in_a_line_of_several_costs_only_itself():
    pages = lines(collection(*numbered(1, 2, 3)), collection(*numbered(4)))
    pages[0] = pages[0].replace(b'"record-2"', b'"record-2')

    assert ids(read(b"\n".join(pages))) == ["record-1", None, "record-3", "record-4"]


def test_what_follows_a_record_on_its_line_is_refused():
    one, two = lines(*numbered(1, 2))

    assert ids(read(one + b" and so on\n" + two)) == ["record-1", None, "record-2"]
