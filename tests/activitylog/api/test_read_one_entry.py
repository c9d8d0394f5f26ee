from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.activitylog.api.asking import ACTIVITY, page_of
from tests.problems import errors_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.conftest import MakeEntry


def test_it_is_as_it_stands_in_the_list(
    program: Client, make_entry: MakeEntry, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = make_entry(details='{"a":1.50}', extra="no JSON")
    make_entry()
    with django_assert_num_queries(2):
        answer = program.get(f"{ACTIVITY}{entry.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json() == page_of(program)["results"][1]
    assert b'"details":{"a":1.50}' in answer.content


def test_it_is_what_the_page_of_the_entry_links_to(
    program: Client, as_alice: Client, make_entry: MakeEntry
) -> None:
    entry = make_entry()
    linked = as_alice.get(f"/admin/activitylog/activityentry/{entry.pk}/json/")
    assert linked.content == program.get(f"{ACTIVITY}{entry.pk}/").content


def test_it_has_only_the_fields_that_are_wanted(program: Client, make_entry: MakeEntry) -> None:
    entry = make_entry()
    answer = program.get(f"{ACTIVITY}{entry.pk}/?fields=id")
    assert answer.json() == {"id": str(entry.pk)}


@pytest.mark.parametrize("key", [str(uuid4()), "nope", "1", "%00", str(uuid4()).replace("-", "")])
def test_it_is_not_found_where_there_is_none(program: Client, key: str) -> None:
    answer = program.get(f"{ACTIVITY}{key}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_it_takes_no_filters(program: Client, make_entry: MakeEntry) -> None:
    answer = program.get(f"{ACTIVITY}{make_entry().pk}/?status=failed&limit=1")
    assert answer.status_code == 400
    assert [field for field, _reason in errors_of(answer)] == ["status", "limit"]
