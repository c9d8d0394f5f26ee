from __future__ import annotations

import pytest

from tests.partnercenter.payloads import collection, encode, ids, numbered, read, refusals

LAYOUTS = [{"separators": (",", ":")}, {}, {"indent": 2}]
IN_RECORD = "the file ends in the middle of a record"
IN_COLLECTION = "the file ends in the middle of a collection"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_cut_file_yields_all_that_is_whole(layout):
    data = encode(collection(*numbered(1, 2, 3)), **layout)

    for length in range(data.index(b"record-3"), data.index(b"links")):
        readings = read(data[:length])
        whole = data.index(b"}", data.index(b"record-3")) < length
        assert ids(readings) == ["record-1", "record-2", *(["record-3"] if whole else []), None]
        assert refusals(readings)[0][2] == (IN_COLLECTION if whole else IN_RECORD)


def test_a_cut_file_is_told_with_its_line():
    data = encode(collection(*numbered(1, 2)), indent=2)

    assert refusals(read(data[: data.index(b"record-2")])) == [(10, "", IN_RECORD)]


def test_a_cut_record_on_several_lines_is_refused_once():
    data = b'{"id": "a",\n "operationType": "x",\n "operationDate": "2026-'

    assert refusals(read(data)) == [(1, "", IN_RECORD)]


def test_a_cut_list_is_told_so():
    data = encode(numbered(1, 2))

    assert refusals(read(data[:-1])) == [(1, "", IN_COLLECTION)]
    assert refusals(read(data[:-5])) == [(1, "", IN_RECORD)]


# What may be wrong in the second of three records, in each layout.
DAMAGES = [
    (b'"record-2"', b'"record-2'),
    (b'"record-2"', b'record-2"'),
    (b'"record-2"', b"record-2"),
    (b'"record-2"', b'"record\\q2"'),
    (b'"record-2"', b'"record-2" "x"'),
    (b'"record-2"', b'"record-2", "more": [1, 2'),
    (b'"record-2"', b'"record-2", "more": 1, 2]'),
    (b'"record-2"', b'"record-2", "more": {"x": 1'),
    (b'"record-2"', b'"record-2", "more": [{"key": "x"}, {"key": "y"}'),
    (b'"record-2"', b'"record-2", "more": [{"key": "x", {"key": "y"}]'),
    (b'"record-2"', b"{}"[:1] + b'"record-2"'),
    (b'"record-2"', b""),
    (b'"record-2"', b"\xff"),
    (b'"record-2"', b'"record-2\x00"'),
    (b'"record-2"', b'"\xffrecord-2"'),
    (b'"record-2"', b'"record-2\n"'),
    (b'"record-2"', b"01"),
    (b'"record-2"', b'"record-2", "more": ' + b"[" * 3000 + b"]" * 3000),
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("whole", "damaged"), DAMAGES)
def test_a_broken_item_costs_only_itself(layout, whole, damaged):
    data = encode(collection(*numbered(1, 2, 3, 4)), **layout).replace(whole, damaged)

    readings = read(data)

    assert ids(readings) == ["record-1", None, "record-3", "record-4"]


def test_a_brace_too_few_or_too_many_costs_only_its_item():
    data = encode(collection(*numbered(1, 2, 3)), separators=(",", ":"))
    end = data.index(b"}", data.index(b"record-2"))

    assert ids(read(data[:end] + data[end + 1 :])) == ["record-1", None, "record-3"]
    assert ids(read(data[:end] + b"}" + data[end:])) == ["record-1", "record-2", None, "record-3"]


def test_a_lost_brace_at_the_end_of_a_line_costs_only_its_item():
    rows = b",\n".join(encode(record) for record in numbered(1, 2, 3))
    end = rows.index(b"}", rows.index(b"record-2"))

    readings = read(b"[\n" + rows[:end] + rows[end + 1 :] + b"\n]")

    assert ids(readings) == ["record-1", None, "record-3"]
    assert readings[1].raw.endswith(b'"succeeded"')


@pytest.mark.parametrize("end", [b"", b' "x"', b"\n", b': "x"'])
def test_a_long_text_that_is_broken_costs_only_its_item(end):
    text = encode('"' * 3000) + end if end.strip() else encode('"' * 3000)[:-1] + end
    data = encode(collection(*numbered(1, 2, 3)), separators=(",", ":"))

    assert ids(read(data.replace(b'"record-2"', text))) == ["record-1", None, "record-3"]


def test_a_collection_that_was_cut_costs_nothing_of_the_next():
    pages = encode(collection(*numbered(1, 2))), encode(collection(*numbered(3)))

    cut = pages[0][: pages[0].index(b"record-2")]
    assert ids(read(cut + b"\n" + pages[1])) == ["record-1", None, None, "record-3"]
    ended = pages[0][: pages[0].index(b", {", pages[0].index(b"record-1"))]
    assert ids(read(ended + b"\n" + pages[1])) == ["record-1", None, "record-3"]


def test_a_broken_end_of_a_collection_is_told():
    data = b'{"items": [{"id": "a"}], "links" {}}\n' + encode(numbered(1)[0])

    assert ids(read(data)) == [None, None, "record-1"]
    assert (
        refusals(read(data))[1][2] == "what follows the items of the collection is not valid JSON"
    )


def test_brackets_that_match_by_chance_swallow_nothing():
    records = numbered(1, 2, 3)
    records[1]["customizedData"] = [{"key": "OrderId", "value": "AuditRecord"}]
    whole, cut = b'"value":"AuditRecord"}]}', b'"value":"Audit":{"objectType":"AuditRecord"}}'
    data = encode(collection(*records), separators=(",", ":")).replace(whole, cut)

    assert ids(read(data)) == ["record-1", None, "record-3"]


def test_a_bracket_too_many_before_a_record_costs_none():
    data = encode(collection(*numbered(1, 2, 3)), separators=(",", ":"))
    start = data.index(b'{"id":"record-2"')

    for bracket in (b"[", b"]", b"}", b"] ", b"} "):
        readings = read(data[:start] + bracket + data[start:])
        assert [found for found in ids(readings) if found] == ["record-1", "record-2", "record-3"]
        assert refusals(readings)


def test_a_closing_bracket_inside_of_a_record_costs_only_it():
    data = encode(collection(*numbered(1, 2, 3)), separators=(",", ":"))

    readings = read(data.replace(b'"record-2",', b'"record-2"}],'))

    assert [found for found in ids(readings) if found] == ["record-1", "record-3"]
