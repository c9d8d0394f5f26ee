"""Pages of audit records, and how one goes on from one to the next."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnercenter.wire import pages
from tests.partnercenter.serving import (
    NOON,
    add,
    add_daily,
    ask,
    by_link,
    ids,
    page,
    refusal,
    self_query,
    walk,
    wire_id,
)

JUNE = "startDate=2026-06-01&endDate=2026-06-30"


def test_an_empty_page_has_all_that_clients_look_for(program):
    assert page(program, JUNE) == {
        "totalCount": 0,
        "items": [],
        "links": {
            "self": {
                "uri": "/auditrecords?startDate=2026-06-01&endDate=2026-06-30&size=500",
                "method": "GET",
                "headers": [],
            }
        },
        "attributes": {"objectType": "Collection"},
    }


def test_a_page_that_goes_on_says_how_in_two_places(program):
    newest_first = add_daily(NOON, 5)

    found = page(program, f"{JUNE}&size=2")

    token = found["continuationToken"]
    assert list(found) == ["totalCount", "items", "links", "continuationToken", "attributes"]
    assert ids(found) == newest_first[:2]
    assert found["links"]["next"] == {
        "uri": "/auditrecords?startDate=2026-06-01&endDate=2026-06-30&size=2&seekOperation=Next",
        "method": "GET",
        "headers": [{"key": "MS-ContinuationToken", "value": token}],
    }
    assert token.isascii()
    assert token.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_a_walk_meets_everything_once_newest_first(size, program):
    newest_first = add_daily(NOON, 7)

    found = list(walk(program, f"{JUNE}&size={size}", by_link))

    assert [record for one in found for record in ids(one)] == newest_first
    assert all(one["totalCount"] == size for one in found[:-1])
    assert "continuationToken" not in found[-1]


def test_entries_of_one_moment_are_told_apart(program):
    for number in range(5):
        add(NOON, external_id=f"p_{number}_639082000000000000")

    found = list(walk(program, f"{JUNE}&size=2", by_link))

    assert len({record for one in found for record in ids(one)}) == 5


def test_what_comes_meanwhile_disturbs_nobody(program):
    newest_first = add_daily(NOON, 4)

    first = page(program, f"{JUNE}&size=2")
    add(NOON + timedelta(days=3, hours=1), NOON + timedelta(hours=1))
    second = by_link(program, first)

    assert ids(first) == newest_first[:2]
    assert ids(second) == [newest_first[2], wire_id(NOON + timedelta(hours=1))]


@pytest.mark.parametrize("name", ["MS-ContinuationToken", "ms-continuationtoken", "seek"])
def test_the_token_may_stand_in_the_address(name, program):
    newest_first = add_daily(NOON, 4)
    token = page(program, f"{JUNE}&size=2")["continuationToken"]

    assert ids(page(program, f"{JUNE}&size=2&{name}={token}")) == newest_first[2:]


def test_the_token_may_stand_in_both_places_if_it_is_the_same(program):
    newest_first = add_daily(NOON, 4)
    token = page(program, f"{JUNE}&size=2")["continuationToken"]
    query = f"{JUNE}&MS-ContinuationToken={token}"

    assert ids(page(program, query, MS_ContinuationToken=token)) == newest_first[2:]
    other = page(program, f"{JUNE}&size=1")["continuationToken"]
    assert refusal(program, query, MS_ContinuationToken=other) == (
        "MS-ContinuationToken is given twice, with different values."
    )


def test_a_token_of_another_query_only_pages(program):
    newest_first = add_daily(NOON, 6)
    token = page(program, f"{JUNE}&size=2")["continuationToken"]

    query = "startDate=2026-06-03&endDate=2026-06-30"

    assert ids(page(program, query, MS_ContinuationToken=token)) == newest_first[2:4]


@pytest.mark.parametrize("token", ["x", "AAA=", "ü" * 43, "A" * 42, "A" * 44, "A" * 42 + "/"])
def test_a_token_that_is_none_is_refused(token, program):
    assert refusal(program, f"MS-ContinuationToken={token}") == (
        "MS-ContinuationToken is none of this service."
    )


def test_one_seeks_back_and_to_both_ends(program):
    newest_first = add_daily(NOON, 9)
    second = by_link(program, page(program, f"{JUNE}&size=3"))
    token = second["continuationToken"]

    def seek(operation: str) -> list[str]:
        query = f"{JUNE}&size=3&seekOperation={operation}"
        return ids(page(program, query, MS_ContinuationToken=token))

    assert seek("Previous") == newest_first[:3]
    assert seek("previous") == newest_first[:3]
    assert seek("First") == newest_first[:3]
    assert seek("Next") == newest_first[6:]
    assert seek("Last") == newest_first[6:]
    assert ids(page(program, f"{JUNE}&size=3&seekOperation=Last")) == newest_first[6:]
    assert ids(page(program, f"{JUNE}&size=3&seekOperation=Next")) == newest_first[:3]


def test_one_goes_on_from_the_page_before(program):
    newest_first = add_daily(NOON, 9)
    token = by_link(program, page(program, f"{JUNE}&size=3"))["continuationToken"]

    back = page(program, f"{JUNE}&size=3&seekOperation=Previous", MS_ContinuationToken=token)

    assert ids(by_link(program, back)) == newest_first[3:6]


def test_pages_by_number_are_refused(program):
    assert refusal(program, "seekOperation=PageIndex") == (
        "seekOperation must be Next, Previous, First or Last."
    )


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "00", "1 0", "٣", "+5", "1e3"])
def test_a_size_that_is_none_is_refused(text, program):
    assert refusal(program, f"size={text.replace('+', '%2B')}") == (
        f"size must be a number from 1 on, not “{text}”."
    )


@pytest.mark.parametrize(
    ("text", "size"), [("", 500), ("2000", 2000), ("2001", 2000), ("9" * 5000, 2000), ("007", 7)]
)
def test_a_size_is_said_as_it_is_given(text, size, program):
    found = page(program, f"startDate=2026-06-01&auditRequest.size={text}")

    assert self_query(found) == f"startDate=2026-06-01&size={size}"


def test_a_page_ends_early_before_it_grows_too_large(program, monkeypatch):
    monkeypatch.setattr(pages, "LARGEST_PAGE", 25_000)
    add(*(NOON + timedelta(hours=hour) for hour in range(6)), new_value=json.dumps("x" * 10_000))

    found = list(walk(program, f"{JUNE}&size=4", by_link))

    assert [one["totalCount"] for one in found] == [2, 2, 2]


def test_one_record_is_given_however_large_it_is(program, monkeypatch):
    monkeypatch.setattr(pages, "LARGEST_PAGE", 10)
    newest_first = add_daily(NOON, 3)

    found = list(walk(program, JUNE, by_link))

    assert [record for one in found for record in ids(one)] == newest_first
    assert [one["totalCount"] for one in found] == [1, 1, 1]


@pytest.mark.parametrize("size", [2, 20])
def test_a_page_asks_the_database_twice_whatever_its_size(size, program):
    """For the token and for the rows; a filter by name looks up names besides."""
    add(*(NOON + timedelta(hours=hour) for hour in range(25)), customer_name="Fabrikam")

    with CaptureQueriesContext(connection) as plain:
        ask(program, f"{JUNE}&size={size}")
    filter_text = '{"Field":"CompanyName","Value":"bri","Operator":"substring"}'
    with CaptureQueriesContext(connection) as filtered:
        ask(program, f"{JUNE}&size={size}&filter={filter_text}")

    assert len(plain) == 2
    assert len(filtered) == 3


def test_links_lead_on_with_a_filter(program):
    add(*(NOON + timedelta(hours=hour) for hour in range(5)), customer_name="Müller & Söhne + Co?")
    add(NOON + timedelta(hours=9), customer_name="Other")
    query = '{"Field":"CompanyName","Value":"söhne + co?","Operator":"substring"}'

    found = list(walk(program, f"{JUNE}&size=2&filter={query}", by_link))

    assert [one["totalCount"] for one in found] == [2, 2, 1]
    assert all(before["items"][-1] != after["items"][0] for before, after in pairwise(found))
