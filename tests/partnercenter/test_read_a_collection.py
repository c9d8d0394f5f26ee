from __future__ import annotations

import pytest

from tests.partnercenter.payloads import collection, encode, ids, numbered, read, refusals

LAYOUTS = [{}, {"separators": (",", ":")}, {"indent": 2}, {"indent": 0}, {"indent": "\t"}]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_item_is_a_record_and_the_bookkeeping_is_none(layout):
    readings = read(encode(collection(*numbered(1, 2, 3)), **layout))

    assert ids(readings) == ["record-1", "record-2", "record-3"]


def test_a_record_is_kept_as_it_stood_there():
    [first, second] = read(b'{"items": [ {"id" : "a"} ,\n {"id":"b" } ]}')

    assert (first.raw, second.raw) == (b'{"id" : "a"}', b'{"id":"b" }')


def test_the_line_is_where_the_record_begins():
    readings = read(encode(collection(*numbered(1, 2)), indent=2))

    assert [reading.line for reading in readings] == [4, 10]


def test_an_empty_collection_holds_nothing():
    assert read(encode(collection())) == []
    assert read(b'{"totalCount": 0, "items": []}') == []


@pytest.mark.parametrize("name", ["items", "links", "attributes"])
def test_the_items_may_come_before_or_after_the_bookkeeping(name):
    page = collection(*numbered(1, 2))
    page = {name: page.pop(name)} | page

    assert ids(read(encode(page))) == ["record-1", "record-2"]


def test_brackets_inside_of_texts_mean_nothing():
    records = numbered(1, 2)
    records[0]["customerName"] = '}]}, {"id": "not me", \\" ]}'

    assert ids(read(encode(collection(*records)))) == ["record-1", "record-2"]


def test_a_list_of_pages_is_read_page_by_page():
    pages = [collection(*numbered(1, 2)), collection(), collection(*numbered(3))]

    assert ids(read(encode(pages))) == ["record-1", "record-2", "record-3"]


def test_a_record_with_a_field_of_the_name_items_stays_one():
    records = numbered(1, 2)
    records[0]["items"] = [{"sku": "A"}]

    [first, second] = read(encode(records))

    assert ids([first, second]) == ["record-1", "record-2"]
    assert '"items":[{"sku": "A"}]' in str(first.content)


@pytest.mark.parametrize("more", [{"attributes": {"items": numbered(2)}}, {"items": numbered(2)}])
def test_an_item_of_an_item_is_no_record(more):
    record = more | numbered(1)[0]

    assert ids(read(encode(collection(record)))) == ["record-1"]


def test_items_further_inside_make_no_collection():
    record = {"attributes": {"items": numbered(2)}} | numbered(1)[0]

    assert ids(read(encode(record))) == ["record-1"]


def test_items_that_are_no_objects_are_refused_each():
    readings = read(b'{"items": [1, "a, b", null, "", {"id": "y"}, 2.5]}')

    assert [reading.raw for reading in readings] == [
        b"1",
        b'"a, b"',
        b"null",
        b'""',
        b'{"id": "y"}',
        b"2.5",
    ]
    assert {reason for _, _, reason in refusals(readings)} == {
        "this is not a JSON object",
        "is missing",
    }


def test_lists_inside_of_lists_are_walked_into():
    one, two, three = numbered(1, 2, 3)

    assert ids(read(encode({"items": [one, [two, []], [[three]]]}))) == [
        "record-1",
        "record-2",
        "record-3",
    ]
