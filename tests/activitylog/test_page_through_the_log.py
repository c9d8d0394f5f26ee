from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activitylog.admin.entries import ActivityEntryAdmin
from activitylog.models import ActivityEntry
from tests.activitylog.log import (
    EVERYTHING,
    LOG,
    MARCH,
    Given,
    fill,
    get,
    ids_on,
    link,
    listed,
    record,
    take,
    text_of,
    walk,
)

Budget = Callable[[int], AbstractContextManager[Any]]
NARROWED: list[dict[str, Any]] = [
    {},
    EVERYTHING,
    {"customer_name": "kunde"},
    {"partner_user": "petra"},
    {"q": "petra"},
    {"q": "petra", "action": ["create_order", "update_order"], "status": "succeeded"},
    {"customer_name": "kunde", "resource_id": "o-1", "correlation_id": "c-1"},
]


def newest_first() -> list[str]:
    keys = ActivityEntry.objects.order_by("-occurred_at", "-id").values_list("id", flat=True)
    return [str(key) for key in keys]


@pytest.fixture
def entries(db: None) -> list[str]:
    """More than two pages; ten entries share each millisecond."""
    tenth = timedelta(microseconds=100)
    take(*(record(occurred_at=MARCH + tenth * n, external_id=str(n)) for n in range(260)))
    return newest_first()


def test_it_reaches_every_entry_once_by_older(as_alice: Client, entries: list[str]) -> None:
    pages = walk(as_alice, "?date_from=&date_to=", "Older")
    assert [len(page) for page in pages] == [100, 100, 60]
    assert [key for page in pages for key in page] == entries


def test_it_reaches_every_entry_once_by_newer(as_alice: Client, entries: list[str]) -> None:
    first = text_of(get(as_alice, EVERYTHING))
    pages = walk(as_alice, link(first, "Oldest"), "Newer")
    assert [len(page) for page in pages] == [100, 100, 60]
    assert [key for page in reversed(pages) for key in page] == entries


def test_it_leads_back_to_where_one_was(as_alice: Client, entries: list[str]) -> None:
    address = link(text_of(get(as_alice, EVERYTHING)), "Older")
    second = text_of(as_alice.get(LOG + address))
    assert ids_on(second) == entries[100:200]
    assert ids_on(text_of(as_alice.get(LOG + link(second, "Newer")))) == entries[:100]
    assert ids_on(text_of(as_alice.get(LOG + link(second, "Newest")))) == entries[:100]
    assert ids_on(text_of(as_alice.get(LOG + link(second, "Oldest")))) == entries[160:]


def test_it_has_links_only_where_there_is_more(as_alice: Client, entries: list[str]) -> None:
    first = text_of(get(as_alice, EVERYTHING))
    last = text_of(as_alice.get(LOG + link(first, "Oldest")))
    labels = ("Newest", "Newer", "Older", "Oldest")
    assert [bool(link(first, label)) for label in labels] == [False, False, True, True]
    assert [bool(link(last, label)) for label in labels] == [True, True, False, False]


def test_it_marks_the_links_for_programs(as_alice: Client, entries: list[str]) -> None:
    first = text_of(get(as_alice, EVERYTHING))
    assert (first.count('rel="next"'), first.count('rel="prev"')) == (1, 0)
    second = text_of(as_alice.get(LOG + link(first, "Older")))
    assert (second.count('rel="next"'), second.count('rel="prev"')) == (1, 1)


def test_it_stays_where_it_is_while_entries_arrive(as_alice: Client, entries: list[str]) -> None:
    first = text_of(get(as_alice, EVERYTHING))
    take(*(record(occurred_at=MARCH + timedelta(days=1), external_id=f"new {n}") for n in range(9)))
    assert ids_on(text_of(as_alice.get(LOG + link(first, "Older")))) == entries[100:200]


def test_it_shows_what_arrived_in_between(as_alice: Client, entries: list[str]) -> None:
    first = text_of(get(as_alice, EVERYTHING))
    take(record(occurred_at=MARCH, external_id="late"))
    rest = [key for page in walk(as_alice, link(first, "Older")) for key in page]
    assert ids_on(first) + rest == newest_first()


def test_it_keeps_the_filters_on_every_page(as_alice: Client, entries: list[str]) -> None:
    take(*(record(status="failed", external_id=f"failed {n}") for n in range(120)))
    keys = listed(as_alice, EVERYTHING | {"status": "failed"})
    assert (len(keys), len(set(keys))) == (120, 120)
    assert not set(keys) & set(entries)


@pytest.mark.parametrize("page", ["after=nope", "before=", "after=%00", "before=1", "after=' OR 1"])
def test_it_says_when_there_is_no_such_page(
    as_alice: Client, entries: list[str], page: str
) -> None:
    response = as_alice.get(f"{LOG}?date_from=&{page}")
    assert response.status_code == 200
    assert ids_on(text_of(response)) == []
    assert "This page does not exist." in text_of(response)


def test_it_takes_the_key_of_an_entry_that_is_not_there(
    as_alice: Client, entries: list[str]
) -> None:
    key = "ffffffff-ffff-7fff-bfff-ffffffffffff"
    assert ids_on(text_of(as_alice.get(f"{LOG}?date_from=&after={key}"))) == entries[:100]
    assert ids_on(text_of(as_alice.get(f"{LOG}?date_from=&before={key}"))) == []


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1 entry"),
        (2, "2 entries"),
        (149, "149 entries"),
        (150, "150 entries"),
        (151, "more than 150 entries"),
        (260, "more than 150 entries"),
    ],
)
def test_it_counts_exactly_up_to_the_cap(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch, count: int, text: str
) -> None:
    monkeypatch.setattr(ActivityEntryAdmin, "count_cap", 150)
    fill(count)
    assert f"<strong>{text}</strong>" in text_of(get(as_alice))


def test_it_counts_to_ten_thousand() -> None:
    assert ActivityEntryAdmin.count_cap == 10_000


@pytest.mark.parametrize("given", NARROWED, ids=str)
@pytest.mark.parametrize("reader", ["as_alice", "as_bob"])
def test_it_asks_the_database_little(
    request: pytest.FixtureRequest,
    django_assert_max_num_queries: Budget,
    reader: str,
    given: dict[str, Any],
) -> None:
    client = request.getfixturevalue(reader)
    names: Given = {"customer_name": "Kunde", "partner_user": "petra", "status": "succeeded"}
    fill(201, **names, resource_id="o-1", correlation_id="c-1")
    first = text_of(get(client, given))
    older = link(first, "Older")
    assert len(ids_on(first)) == 100
    for address in (link(text_of(client.get(LOG + older)), "Newest"), older):
        with django_assert_max_num_queries(8):
            client.get(LOG + address)


def test_it_never_skips_rows_nor_loads_large_values(as_alice: Client, entries: list[str]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        walk(as_alice, "?date_from=&date_to=")
        as_alice.get(f"{LOG}?date_from=&last=1")
    reading = [q["sql"] for q in captured if "activitylog_activityentry" in q["sql"]]
    assert len(reading) >= 8
    for column in ("OFFSET", "old_value", "new_value", '"details"', '"extra"'):
        assert not [sql for sql in reading if column in sql]


def test_it_reads_a_bounded_number_of_rows(as_alice: Client, entries: list[str]) -> None:
    with CaptureQueriesContext(connection) as captured:
        get(as_alice, EVERYTHING)
    reading = [q["sql"] for q in captured if "activitylog_activityentry" in q["sql"]]
    assert all("LIMIT 101" in sql or "LIMIT 10001" in sql for sql in reading)
