"""Entries as JSON, page by page, newest first."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activitylog.models import ActivityEntry
from tests.activitylog.api.asking import ACTIVITY, ids_of, page_of, walk
from tests.activitylog.log import MARCH, export, fill, record, take
from tests.problems import errors_of

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from customers.models import Customer
    from portal.models import User

NAMES = [
    *("id", "occurred_at", "recorded_at", "customer", "customer_name", "partner_user"),
    *("application", "action", "action_label", "resource_type", "resource_id", "status"),
    *("old_value", "new_value", "details", "extra", "source", "external_id", "correlation_id"),
]
LARGE = ("old_value", "new_value", "details", "extra")


def newest_first() -> list[str]:
    keys = ActivityEntry.objects.order_by("-occurred_at", "-id").values_list("id", flat=True)
    return [str(key) for key in keys]


def test_it_answers_everything_that_is_recorded(program: Client, acme: Customer) -> None:
    texts = {"old_value": "null", "new_value": '{"b":1,"a":[1.50]}', "extra": "no JSON"}
    take(record(customer_id=acme.pk, customer_name="Müller", correlation_id="c-1", **texts))
    entry = ActivityEntry.objects.get()
    assert page_of(program) == {
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(entry.pk),
                "occurred_at": "2026-03-04T05:06:07.123456Z",
                "recorded_at": f"{entry.recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}",
                "customer": str(acme.pk),
                "customer_name": "Müller",
                "partner_user": "",
                "application": "",
                "action": "create_order",
                "action_label": "Created an order",
                "resource_type": "",
                "resource_id": "",
                "status": "",
                "old_value": None,
                "new_value": {"b": 1, "a": [1.5]},
                "details": None,
                "extra": "no JSON",
                "source": "test",
                "external_id": "r-1",
                "correlation_id": "c-1",
            }
        ],
    }


@pytest.mark.parametrize("text", ['{"n":12345678901234567890.10,"n":1}', '"\\ud83d"', " [\n1 ]"])
def test_it_keeps_recorded_json_to_the_letter(program: Client, text: str) -> None:
    take(record(details=text))
    assert f'"details":{text},"extra"'.encode() in program.get(ACTIVITY).content


@pytest.mark.parametrize("text", ["", "NaN", '{"cut": "', "[" * 100_000, '"a" "b"', "1,2"])
def test_it_answers_what_is_no_json_as_text(program: Client, text: str) -> None:
    take(record(details=text))
    assert page_of(program)["results"][0]["details"] == text


def test_it_answers_what_json_lines_of_the_export_hold(
    program: Client, as_alice: Client, acme: Customer
) -> None:
    take(record(customer_id=acme.pk, details='{"a":1}'))
    entry = page_of(program)["results"][0]
    line = json.loads(export(as_alice, {"format": "jsonl"}))
    assert {name: entry[name] for name in line} == line


def test_it_speaks_english_to_everyone(alice: User, as_alice: Client, program: Client) -> None:
    alice.language = "de"
    alice.save()
    take(record())
    for client in (as_alice, program):
        assert page_of(client)["results"][0]["action_label"] == "Created an order"


def test_it_leads_through_all_entries_and_back(program: Client) -> None:
    tenth = timedelta(microseconds=100)
    take(*(record(occurred_at=MARCH + tenth * n, external_id=str(n)) for n in range(25)))
    pages = walk(program, page_of(program, {"limit": "10"}))
    assert [len(page) for page in pages] == [10, 10, 5]
    assert [key for page in pages for key in page] == newest_first()
    last = page_of(program, {"limit": "10"})
    while last["next"]:
        last = program.get(last["next"]).json()
    assert walk(program, last, "previous") == pages[::-1]


def test_it_keeps_filters_and_fields_on_every_page(program: Client) -> None:
    fill(3, status="failed")
    fill(3, status="succeeded", partner_user="x")
    page = page_of(program, {"status": ["failed", "decline"], "limit": "1", "fields": "status"})
    found = [page["results"]]
    while page["next"]:
        page = program.get(page["next"]).json()
        found.append(page["results"])
    assert found == [[{"status": "failed"}]] * 3


def test_it_stays_where_it_is_while_entries_arrive(program: Client) -> None:
    fill(4)
    keys = newest_first()
    page = page_of(program, {"limit": "2"})
    take(record(occurred_at=MARCH + timedelta(days=3650), external_id="new"))
    assert ids_of(program.get(page["next"]).json()) == keys[2:]


def test_it_has_a_hundred_on_a_page_unless_told_otherwise(program: Client) -> None:
    fill(101)
    assert len(page_of(program)["results"]) == 100
    assert len(page_of(program, {"limit": "1000"})["results"]) == 101


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "ten", "", "1.0", "1e1", "٣", "9" * 5_000])
def test_it_refuses_other_limits(program: Client, limit: str) -> None:
    answer = program.get(ACTIVITY, {"limit": limit})
    assert answer.status_code == 400
    assert errors_of(answer) == [("limit", "Give a number from 1 to 1000.")]


NO_CURSOR = "This is no cursor of this list. Take it from next or previous."


@pytest.mark.parametrize("order", ["occurred", "recorded"])
@pytest.mark.parametrize(
    "cursor", ["x", "YWZ0ZXI6", "YWZ0ZXI6bm9wZQ", "bGFzdDox", "!YWZ0ZXI6MQ", "é", "\0", "/w"]
)
def test_it_refuses_cursors_that_are_none(program: Client, order: str, cursor: str) -> None:
    answer = program.get(ACTIVITY, {"cursor": cursor, "order": order})
    assert (answer.status_code, errors_of(answer)) == (400, [("cursor", NO_CURSOR)])


def test_it_refuses_a_cursor_that_was_changed(program: Client) -> None:
    fill(2)
    address = page_of(program, {"limit": "1"})["next"]
    for changed in ("!", "%20", "A"):
        assert program.get(f"{address}{changed}").status_code == 400
        assert program.get(address.replace("cursor=", f"cursor={changed}")).status_code == 400


def test_it_answers_only_the_fields_that_are_wanted(program: Client) -> None:
    take(record())
    page = page_of(program, {"fields": "status,action_label,action"})
    assert [list(entry) for entry in page["results"]] == [["action", "action_label", "status"]]


@pytest.mark.parametrize("order", ["occurred", "recorded"])
def test_it_does_not_even_read_what_is_not_wanted(program: Client, order: str) -> None:
    take(record())
    wanted = ",".join(name for name in NAMES if name not in LARGE)
    with CaptureQueriesContext(connection) as captured:
        page = page_of(program, {"fields": wanted, "order": order})
    assert len(page["results"]) == 1
    assert not [q["sql"] for q in captured if any(f'"{name}"' in q["sql"] for name in LARGE)]


@pytest.mark.parametrize("fields", ["", "id,", "id, action", "colour", "customer_id"])
def test_it_refuses_fields_that_there_are_not(program: Client, fields: str) -> None:
    answer = program.get(ACTIVITY, {"fields": fields})
    assert answer.status_code == 400
    ((field, reason),) = errors_of(answer)
    assert (field, reason.startswith("There is no field “")) == ("fields", True)


@pytest.mark.parametrize("order", ["", "newest", "-recorded"])
def test_it_refuses_orders_that_there_are_not(program: Client, order: str) -> None:
    answer = program.get(ACTIVITY, {"order": order})
    assert errors_of(answer) == [("order", "Give one of occurred, recorded.")]


@pytest.mark.parametrize("name", ["limit", "cursor", "order", "fields", "q", "date_from"])
def test_it_refuses_a_parameter_that_is_given_twice(program: Client, name: str) -> None:
    answer = program.get(ACTIVITY, {name: ["1", "1"]})
    assert answer.status_code == 400
    assert errors_of(answer)[0][0] == name


def test_it_names_every_parameter_that_nobody_knows(program: Client) -> None:
    answer = program.get(ACTIVITY, {"colour": "red", "limt": "5", "q": "\0"})
    assert answer.status_code == 400
    assert sorted(errors_of(answer)) == [
        ("colour", "There is no parameter of this name."),
        ("limt", "There is no parameter of this name."),
        ("q", "Null characters are not allowed."),
    ]


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "text/csv"])
def test_it_has_nothing_but_json(program: Client, accept: str) -> None:
    answer = program.get(ACTIVITY, headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/*;q=0.5"])
def test_it_answers_json(program: Client, accept: str) -> None:
    answer = program.get(ACTIVITY, headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("given", [{}, {"limit": "500"}, {"status": "failed", "fields": "id"}])
def test_it_asks_the_database_twice(
    program: Client, django_assert_num_queries: DjangoAssertNumQueries, given: dict[str, str]
) -> None:
    """For the token with its owner, and for the page; the permissions of alice need no asking."""
    fill(120)
    with django_assert_num_queries(2):
        page_of(program, given)


def test_it_knows_no_entry_of_unknown_customers(program: Client) -> None:
    fill(1)
    assert page_of(program, {"customer": str(UUID(int=5))})["results"] == []
