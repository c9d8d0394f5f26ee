from __future__ import annotations

import io

import pytest

from partnercenter.source import PartnerCenterSource
from tests.partnercenter.payloads import collection, encode, ids, numbered, read, refusals

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("layout", [{}, {"indent": 2}, {"indent": 0}])
def test_a_list_of_records_is_read(layout):
    assert ids(read(encode(numbered(1, 2), **layout))) == ["record-1", "record-2"]


@pytest.mark.parametrize("layout", [{}, {"indent": 2}])
def test_a_record_may_stand_alone(layout):
    assert ids(read(encode(numbered(1)[0], **layout))) == ["record-1"]


@pytest.mark.parametrize("between", [b"", b" ", b"\n", b"\n\n", BOM, b",\n"])
def test_values_may_follow_one_another(between):
    values = [
        encode(numbered(1)[0]),
        encode(numbered(2)[0], indent=2),
        encode(collection(*numbered(3)), indent=2),
        encode(numbered(4, 5)),
        encode(numbered(6)[0], indent=0),
    ]

    readings = read(between.join(values))

    assert ids(readings) == [f"record-{number}" for number in range(1, 7)]


def test_a_record_may_be_wrapped_by_hand():
    data = b'{"id": "a",\n "operationType": "x",\n "operationDate": "2026-03-04"\n}\n'
    data = data.replace(b"03-04", b"03-04T00:00Z")

    assert ids(read(data + data)) == ["a", "a"]


def test_records_of_a_list_may_stand_on_lines_of_their_own():
    rows = b",\n".join(encode(record) for record in numbered(1, 2, 3))

    assert ids(read(b"[\n" + rows + b"\n]")) == ["record-1", "record-2", "record-3"]
    assert ids(read(b'{"items":[\n' + rows + b"\n]}")) == ["record-1", "record-2", "record-3"]


def test_a_byte_order_mark_is_no_part_of_a_record():
    [reading] = read(BOM + encode(numbered(1)[0]))

    assert ids([reading]) == ["record-1"]
    assert reading.raw.startswith(b"{")


def test_a_real_file_is_read_alike(tmp_path):
    path = tmp_path / "records.json"
    path.write_bytes(encode(collection(*numbered(1, 2))))

    with path.open("rb") as file:
        assert ids(list(PartnerCenterSource().read(file))) == ["record-1", "record-2"]


def test_a_file_may_come_in_drops():
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(7)

    data = encode(collection(*numbered(1, 2)), indent=1)

    assert ids(list(PartnerCenterSource().read(Dripping(data)))) == ["record-1", "record-2"]


@pytest.mark.parametrize("empty", [b"", b" \r\n\n ", BOM])
def test_an_empty_file_is_refused_once(empty):
    assert refusals(read(empty)) == [(1, "", "the file holds no record")]


def test_an_empty_list_holds_nothing():
    assert read(b"[]") == []
    assert read(b"[[], []]") == []


@pytest.mark.parametrize(
    "data",
    [
        b"Date-Time,Customer\r\n2026-01-01,Contoso\r\n",
        b"<html>\n<body>{}</body>\n</html>\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40,
        b"\x1f\x8b\x08\x00" + bytes(range(255, 0, -1)) * 40,
        b"{'items': [{'id': 'a'}]}\n{'items': []}\n",
        '{"id": "a"}\n'.encode("utf-16"),
        b"null",
        b'"text"',
        b"42\n43\n",
        b"{",
        b"[",
    ],
)
def test_what_is_no_json_at_all_is_refused_once(data):
    assert [reason for _, _, reason in refusals(read(data))] == ["this is not JSON"]
