"""One record by its ID, at three addresses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activitylog.services import record_activity
from tests.partnercenter.serving import NOON, RECORDS, add, ask, ids, page, wire_id

BASES = [RECORDS, "/auditactivity/v1/auditrecords", "/v1//auditrecords"]
EXACT = NOON + timedelta(microseconds=123456)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("change", [str, str.upper])
def test_it_is_found_by_the_id_that_the_list_shows(base, change, program):
    add(EXACT, external_id=wire_id(EXACT, 7))
    [shown] = page(program, "startDate=2026-06-01")["items"]

    answer = ask(program, path=f"{base}/{change(shown['id'])}")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer.json() == shown


def test_it_is_found_where_it_came_in_capitals(program):
    add(EXACT, external_id=wire_id(EXACT).upper())

    for key in (wire_id(EXACT), wire_id(EXACT).upper()):
        assert ask(program, path=f"{RECORDS}/{key}").json()["id"] == wire_id(EXACT).upper()


@pytest.mark.parametrize("source", ["portal", "elsewhere", "partnercenter"])
@pytest.mark.parametrize("change", [str, str.upper])
def test_what_has_no_id_of_its_own_is_found_by_the_one_it_was_given(source, change, program):
    [entry] = add(EXACT, source=source, external_id="")

    answer = ask(program, path=f"{RECORDS}/{change(f'portal_{entry.pk}')}")

    assert answer.json()["id"] == f"portal_{entry.pk}"
    assert ids(page(program, "startDate=2026-06-01")) == [f"portal_{entry.pk}"]


def test_what_was_done_here_is_found(program, alice):
    entry = record_activity("update_user", actor=alice, resource_type="user")

    assert ask(program, path=f"{RECORDS}/portal_{entry.pk}").json()["operationType"] == (
        "update_user"
    )


def test_one_of_many_in_the_same_moment_is_found(program):
    for tenth in range(10):
        add(EXACT, external_id=wire_id(EXACT, tenth))

    for tenth in range(10):
        key = wire_id(EXACT, tenth)
        assert ask(program, path=f"{RECORDS}/{key}").json()["id"] == key


@pytest.mark.parametrize(
    "key",
    [
        wire_id(EXACT, 8),
        wire_id(EXACT + timedelta(microseconds=1)),
        "p_c_createorder_000000000000000000",
        "p_c_createorder_999999999999999999",
        "p_c_createorder_9999999999999999999",
        "p_c_createorder",
        "x",
        "portal_",
        "portal_x",
        "portal_019ccbd6-a515-76e9-9aaa-76c05c4cd188",
        "portal_00000000-0000-0000-0000-000000000000",
        "%00",
        "%_639082000000000000",
        "ü_639082000000000000",
        "a%2Fb",
        "x" * 2000,
    ],
)
@pytest.mark.parametrize("base", BASES)
def test_what_is_none_is_told_so(key, base, program):
    add(EXACT, external_id=wire_id(EXACT, 7))

    answer = ask(program, path=f"{base}/{key}")

    assert answer.status_code == 404
    assert answer.json()["code"] == 1000
    assert answer.json()["source"] == "PartnerFD"


@pytest.mark.parametrize("key", [wire_id(EXACT, 7), "x_1", "portal_x", wire_id(NOON)])
def test_looking_for_one_asks_the_database_once(key, program):
    add(EXACT, external_id=wire_id(EXACT, 7))

    with CaptureQueriesContext(connection) as queries:
        ask(program, path=f"{RECORDS}/{key}")

    assert len(queries) <= 2
    for query in queries:
        if "activitylog" in query["sql"]:
            assert '"id" >=' in query["sql"]
            assert '"id" <' in query["sql"]
