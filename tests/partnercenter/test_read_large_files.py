from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from partnercenter.source import PartnerCenterSource
from portal.plugins import Record
from tests.partnercenter.payloads import audit_record, encode

MEGABYTE = 1_000_000
SIZE = 30 * MEGABYTE
RECORD = encode(audit_record(resourceNewValue='{"Id": "o-1"}', unknown="x" * 1800))


def in_a_collection(record: bytes) -> Iterator[bytes]:
    yield b'{"totalCount": 1, "items": ['
    yield from (record + b"," for _ in range(SIZE // len(record)))
    yield record + b'], "links": {}}'


def in_lines(record: bytes) -> Iterator[bytes]:
    yield from (record + b"\n" for _ in range(SIZE // len(record) + 1))


def peak_of_reading(path) -> tuple[int, int]:
    with path.open("rb") as file:
        tracemalloc.start()
        try:
            readings = PartnerCenterSource().read(file)
            records = sum(isinstance(reading.content, Record) for reading in readings)
            return records, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("form", [in_a_collection, in_lines])
def test_memory_stays_flat(tmp_path, form):
    path = tmp_path / "large.json"
    path.write_bytes(b"".join(form(RECORD)))

    records, peak = peak_of_reading(path)

    assert records == SIZE // len(RECORD) + 1
    assert peak < 5 * MEGABYTE


def test_memory_grows_with_the_largest_record_only(tmp_path):
    record = encode(audit_record(resourceNewValue='\\"ü' * 100_000))
    path = tmp_path / "large.json"
    path.write_bytes(b"".join(in_a_collection(record)))

    records, peak = peak_of_reading(path)

    assert records == SIZE // len(record) + 1
    assert peak < 5 * MEGABYTE + 6 * len(record)


def test_memory_stays_flat_beside_broken_records(tmp_path):
    broken = RECORD.replace(b'"unknown": "', b'"unknown": ')
    page = b",".join([RECORD] * 400 + [broken]) + b","
    path = tmp_path / "broken.json"
    path.write_bytes(b'{"items": [' + page * 10 + RECORD + b"]}")

    records, peak = peak_of_reading(path)

    assert records == 10 * 400 + 1
    assert peak < 5 * MEGABYTE


@pytest.mark.parametrize(
    ("junk", "size"),
    [
        (b"x" * 99, 9 * MEGABYTE),
        (b"x\n", 9 * MEGABYTE),
        (b'"', 9 * MEGABYTE),
        (b"\n", 9 * MEGABYTE),
        (b'{"a" ', MEGABYTE // 2),
    ],
)
def test_junk_of_any_length_is_read_with_flat_memory(tmp_path, junk, size):
    path = tmp_path / "junk"
    path.write_bytes(junk * (size // len(junk)))

    records, peak = peak_of_reading(path)

    assert records == 0
    assert peak < 5 * MEGABYTE


def test_a_record_at_each_edge_of_what_is_read_at_once_is_read():
    for padding in range(1, len(RECORD) + 60, 37):
        data = b" " * (262_144 - padding) + b'{"items": [' + RECORD + b"," + RECORD + b"]}"
        readings = list(PartnerCenterSource().read(io.BytesIO(data)))
        assert [reading.raw for reading in readings] == [RECORD, RECORD]


def test_junk_that_ends_at_an_edge_hides_no_record():
    for padding in range(262_144 - 8, 262_144 + 8):
        data = b"x" * padding + b"\n" + RECORD
        readings = list(PartnerCenterSource().read(io.BytesIO(data)))
        assert [reading.raw for reading in readings[1:]] == [RECORD]
