"""A page ends before it grows too large; what follows leads on, whatever the order."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from activitylog.api import pages
from activitylog.models import ActivityEntry
from tests.activitylog.api.asking import ids_of, page_of, walk
from tests.activitylog.log import fill

if TYPE_CHECKING:
    from django.test import Client

LARGE = json.dumps("x" * 10_000)


def ids(*order: str) -> list[str]:
    return [str(key) for key in ActivityEntry.objects.order_by(*order).values_list("id", flat=True)]


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LARGEST_PAGE", 25_000)


def test_pages_lead_on_and_back(program: Client) -> None:
    fill(6, new_value=LARGE)
    first = page_of(program, {"limit": "4"})
    onward = walk(program, first)
    assert [len(page) for page in onward] == [2, 2, 2]
    assert [*chain(*onward)] == ids("-id")
    last = first
    while last["next"]:
        last = program.get(last["next"]).json()
    back = walk(program, last, "previous")
    assert [len(page) for page in back] == [2, 2, 2]
    assert [*chain(*reversed(back))] == ids("-id")


def test_the_feed_goes_on_behind_the_last_one_given(program: Client) -> None:
    fill(5, new_value=LARGE)
    page, found = page_of(program, {"order": "recorded", "limit": "4"}), []
    while page["results"]:
        assert len(page["results"]) <= 2
        found += ids_of(page)
        page = program.get(page["next"]).json()
    assert found == ids("recorded_at", "id")


def test_what_is_left_out_takes_no_room(program: Client) -> None:
    fill(6, new_value=LARGE)
    assert len(page_of(program, {"fields": "id"})["results"]) == 6


@pytest.mark.parametrize("order", ["occurred", "recorded"])
def test_one_entry_is_given_however_large_it_is(program: Client, order: str) -> None:
    fill(2, new_value=json.dumps("x" * 30_000))
    page: dict[str, Any] = page_of(program, {"order": order})
    assert len(page["results"]) == 1
    assert len(program.get(page["next"]).json()["results"]) == 1


def test_a_customers_own_log_ends_early_too(program: Client, acme: Any) -> None:
    fill(3, new_value=LARGE, customer_id=acme.pk)
    page = program.get(f"/api/v1/customers/{acme.pk}/activity/").json()
    assert len(page["results"]) == 2
    assert len(program.get(page["next"]).json()["results"]) == 1
