"""A long file is looked at quickly: what it leaves as it was costs next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from customers.models import Customer, Subscription
from tests.customers.importing import changed_csv, exported, look, problems, said
from tests.customers.making import make_subscription

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = "subscription"


@pytest.fixture
def made() -> Iterator[list[Any]]:
    """The subscriptions that were read from the table into objects."""

    def note(instance: Subscription, **_: Any) -> None:
        found.append(instance.pk)

    found: list[Any] = []
    post_init.connect(note, sender=Subscription)
    yield found
    post_init.disconnect(note, sender=Subscription)


def test_only_rows_that_differ_are_read_whole(
    as_alice: Client, acme: Customer, made: list[Any]
) -> None:
    for number in range(10):
        make_subscription(acme, name=f"Number {number}")
    data = changed_csv(exported(as_alice, MODEL), {4: {"Name": "Changed"}})
    made.clear()
    assert "Rows 10 New 0 Changed 1 Unchanged 9" in said(look(as_alice, MODEL, data))
    assert len(made) == 1


def test_a_longer_list_than_is_compared_at_once_is_compared_whole(
    as_alice: Client, acme: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.resources.known.AT_A_TIME", 2)
    for number in range(5):
        make_subscription(acme, name=f"Number {number}")
    data = changed_csv(exported(as_alice, MODEL), {4: {"Name": "Changed"}})
    assert "Rows 5 New 0 Changed 1 Unchanged 4" in said(look(as_alice, MODEL, data))


def test_a_row_that_is_there_twice_is_an_error_though_nothing_differs(
    as_alice: Client, acme: Customer
) -> None:
    make_subscription(acme)
    data = exported(as_alice, MODEL)
    page = look(as_alice, MODEL, data + data.splitlines(keepends=True)[1])
    assert problems(page) == [("3", "Subscription ID", "Line 2 has the same.")]


def test_what_a_row_is_joined_to_takes_no_query_each(as_alice: Client, acme: Customer) -> None:
    counts = []
    for _round in range(2):
        for _number in range(5):
            make_subscription(acme)
        data = exported(as_alice, MODEL).replace(acme.name.encode(), b"Another")
        with CaptureQueriesContext(connection) as captured:
            assert "With errors" in said(look(as_alice, MODEL, data))
        counts.append(len(captured))
    assert counts[0] == counts[1]
