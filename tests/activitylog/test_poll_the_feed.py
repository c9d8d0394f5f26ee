"""Following the log: whoever goes on from the last place misses nothing and sees nothing twice."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from activitylog.clock import recording, settled_before
from activitylog.feed import START, FeedPage, Place, read_feed
from activitylog.keys import EARLIEST
from activitylog.models import ActivityEntry
from tests.activitylog.following import follow, meanwhile, note
from tests.activitylog.log import record, take

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = os.environ.get("SLOW") == "1"


def poll(
    after: Place | None = None, *, limit: int = 100, **narrowed: str
) -> FeedPage[ActivityEntry]:
    return read_feed(ActivityEntry.objects.filter(**narrowed), after=after, limit=limit)


def actions(page: FeedPage[ActivityEntry]) -> list[str]:
    return [entry.action for entry in page.rows]


def note_elsewhere(action: str) -> None:
    try:
        note(action)
    finally:
        connection.close()


def test_it_gives_a_place_to_go_on_from_when_the_log_is_empty() -> None:
    page = poll()
    assert (page.rows, page.place) == ([], START)
    note("first")
    assert actions(poll(page.place)) == ["first"]


def test_it_goes_on_where_the_last_page_ended() -> None:
    for action in ("one", "two", "three"):
        note(action)
    page = poll(limit=2)
    assert actions(page) == ["one", "two"]
    page = poll(page.place, limit=2)
    assert actions(page) == ["three"]
    assert poll(page.place) == FeedPage([], page.place)


def test_it_gives_what_happened_long_ago_when_it_is_recorded() -> None:
    note("today")
    place = poll().place
    take(record(action="in March"))
    assert actions(poll(place)) == ["in March"]


def test_it_goes_on_within_what_was_recorded_in_one_moment() -> None:
    take(*(record(external_id=str(number)) for number in range(5)))
    first = poll(limit=2)
    second = poll(first.place, limit=2)
    third = poll(second.place, limit=2)
    keys = [entry.pk for page in (first, second, third) for entry in page.rows]
    assert keys == sorted(ActivityEntry.objects.values_list("pk", flat=True))


def test_it_passes_over_what_was_not_asked_for_once_only() -> None:
    note("rare")
    page = poll(action="rare")
    note("frequent")
    place = poll(page.place, action="rare").place
    assert place > page.place
    assert actions(poll(place)) == []
    note("rare")
    assert actions(poll(place, action="rare")) == ["rare"]


def test_it_never_goes_past_a_transaction_that_is_still_open() -> None:
    note("before")
    with ThreadPoolExecutor(1) as pool:
        with meanwhile("early, but slow"):
            later = pool.submit(note_elsewhere, "later, but fast")
            if connection.vendor == "postgresql":
                # On SQLite it waits: there is one writer.
                later.result()
            page = poll()
            assert actions(page) == ["before"]
            page = poll(page.place)
            assert actions(page) == []
        later.result()
    assert actions(poll(page.place)) == ["early, but slow", "later, but fast"]


def test_it_never_goes_past_an_import_that_is_still_open() -> None:
    with meanwhile("early, but slow", by=lambda action: take(record(action=action))):
        page = poll()
    assert actions(poll(page.place)) == ["early, but slow"]


def test_it_shows_what_the_own_transaction_recorded() -> None:
    with transaction.atomic():
        note("own")
        assert actions(poll()) == ["own"]


def test_it_waits_for_whom_it_knows_nothing_about() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer and asks for no others")
    note("before")
    with meanwhile("somebody else's"), connection.cursor() as cursor:
        # A role that may not see when the transactions of others began.
        cursor.execute("SET ROLE pg_signal_backend")
        try:
            assert settled_before() == EARLIEST
        finally:
            cursor.execute("RESET ROLE")
    assert settled_before() > EARLIEST


def test_it_never_stops_for_who_has_just_ended() -> None:
    """A page is empty for a reason only, however often others come and go."""
    note("before")
    ended = Event()

    def come_and_go() -> None:
        try:
            while not ended.is_set():
                note("meanwhile")
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(come_and_go) for _writer in range(3)]
        settled = [settled_before() for _time in range(400)]
        ended.set()
        for writer in writers:
            writer.result()
    assert min(settled) > EARLIEST


def test_it_records_later_than_before_even_when_the_clock_is_set_back() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL goes by its clock, and by who is still writing")
    ahead = datetime.now(UTC) + timedelta(hours=1)
    take(record(), recorded_at=lambda _record: ahead)
    place = poll().place
    moments = [note("after").recorded_at for _time in range(3)]
    assert moments == [ahead + timedelta(microseconds=number) for number in (1, 2, 3)]
    assert actions(poll(place)) == ["after"] * 3


def test_it_says_when_it_happened_by_the_clock_alone() -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)
    take(record(), recorded_at=lambda _record: ahead)
    with transaction.atomic():
        assert recording().now < ahead - timedelta(minutes=30)


def test_it_asks_the_database_little(django_assert_num_queries: Any) -> None:
    note("one")
    with django_assert_num_queries(3):
        page = poll()
    with django_assert_num_queries(2):
        poll(limit=1)
    with django_assert_num_queries(3):
        poll(page.place)


@pytest.mark.slow
def test_it_misses_nothing_and_gives_nothing_twice_while_many_write() -> None:
    followed = follow(writers=10, seconds=60 if SLOW else 2)
    recorded = ActivityEntry.objects.order_by("recorded_at", "id")
    assert len(followed.committed) > 20
    assert [key for key, _at in followed.delivered] == list(recorded.values_list("pk", flat=True))
