"""The feed over HTTP; that it skips nothing while many write is tested where it is read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from activitylog.models import ActivityEntry
from portal.api.pages import encode
from tests.activitylog.api.asking import ACTIVITY, ids_of, page_of
from tests.activitylog.log import MARCH, fill, record, take
from tests.problems import errors_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

FEED = {"order": "recorded"}


def poll(client: Client, page: dict[str, Any], times: int = 1) -> dict[str, Any]:
    for _time in range(times):
        answer = client.get(page["next"])
        assert answer.status_code == 200
        page = answer.json()
    return page


def test_it_goes_on_where_it_ended_however_often_nothing_is_new(program: Client) -> None:
    empty = page_of(program, FEED)
    assert (empty["results"], empty["previous"]) == ([], None)
    take(record(external_id="1"))
    first = poll(program, empty)
    nothing = poll(program, first, times=2)
    take(record(external_id="2", occurred_at=MARCH - timedelta(days=1)))
    second = poll(program, nothing)
    found = [[entry["external_id"] for entry in page["results"]] for page in (first, second)]
    assert (found, nothing["results"]) == ([["1"], ["2"]], [])


def test_it_is_in_the_order_of_recording_oldest_first(program: Client) -> None:
    for number in range(5):
        take(record(external_id=str(number), occurred_at=MARCH - timedelta(days=number)))
    page = page_of(program, FEED | {"limit": "2"})
    keys = ids_of(page)
    while page["results"]:
        page = poll(program, page)
        keys += ids_of(page)
    recorded = ActivityEntry.objects.order_by("recorded_at", "id").values_list("id", flat=True)
    assert keys == [str(key) for key in recorded]


def test_it_is_narrowed_on_every_page(program: Client) -> None:
    fill(3)
    page = page_of(program, FEED | {"status": "failed", "fields": "status"})
    fill(1, status="failed")
    assert poll(program, page)["results"] == [{"status": "failed"}]


def test_it_asks_the_database_little(
    program: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """For the token, for what is settled, and for the page; for its end where it is not full."""
    fill(20)
    page_of(program, FEED)
    with django_assert_max_num_queries(4):
        page_of(program, FEED | {"limit": "10"})


@pytest.mark.parametrize(
    "place",
    [
        "2026-03-04T05:06:07,00000000-0000-0000-0000-000000000000",
        "2026-03-04T05:06:07+01:00,00000000-0000-0000-0000-000000000000",
        "9999-12-31T23:59:59-01:00,00000000-0000-0000-0000-000000000000",
        "2026-03-04T05:06:07+00:00,nope",
        "2026-03-04T05:06:07+00:00",
        "2026-03-04T05:06:07+00:00,1,00000000-0000-0000-0000-000000000000",
        "nope,00000000-0000-0000-0000-000000000000",
    ],
)
def test_it_refuses_places_that_are_none(program: Client, place: str) -> None:
    answer = program.get(ACTIVITY, FEED | {"cursor": encode("recorded", place)})
    assert answer.status_code == 400
    assert [field for field, _reason in errors_of(answer)] == ["cursor"]


def test_the_place_in_one_order_is_none_in_the_other(program: Client) -> None:
    fill(2)
    feed, list_ = page_of(program, FEED), page_of(program, {"limit": "1"})
    for page, other in ((feed, "occurred"), (list_, "recorded")):
        cursor = page["next"].partition("cursor=")[2]
        answer = program.get(ACTIVITY, {"cursor": cursor, "order": other})
        assert answer.status_code == 400
