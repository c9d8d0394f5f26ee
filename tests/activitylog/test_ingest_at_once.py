"""Two imports of the same records in the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import connection

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.activitylog.log import MARCH, record, take

if TYPE_CHECKING:
    from activitylog.services import Outcome
    from portal.plugins import Record

pytestmark = pytest.mark.django_db(transaction=True)
N = 400


def records(content: str = "", name: str = "r") -> list[Record]:
    return [
        record(
            occurred_at=MARCH + timedelta(milliseconds=number % 7),
            external_id=f"{name}-{number}",
            customer_id=UUID(int=number % 5),
            customer_name=f"Customer {number % 5}",
            partner_user=f"user-{number % 11}",
            status=content,
        )
        for number in range(N)
    ]


def at_once(*files: list[Record]) -> list[list[Outcome]]:
    barrier = Barrier(len(files))

    def run(file: list[Record]) -> list[Outcome]:
        try:
            barrier.wait()
            return take(*file)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(files)) as pool:
        return list(pool.map(run, files))


def counted(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(str(outcome.result) for outcome in outcomes)


def test_it_adds_each_exactly_once_and_counts_honestly() -> None:
    counts = [counted(outcomes) for outcomes in at_once(records(), records(), records())]
    assert sum(count["added"] for count in counts) == N
    assert sum(count["known"] for count in counts) == 2 * N
    assert (ActivityEntry.objects.count(), Customer.objects.count()) == (N, 5)


def test_it_never_waits_crosswise_for_records_in_another_order() -> None:
    for number in range(5):
        file = records(name=f"round {number}")
        one, other = at_once(file, file[::-1])
        assert (counted(one) + counted(other))["added"] == N


def test_it_finds_the_conflict_with_what_the_other_one_wrote() -> None:
    one, other = map(counted, at_once(records("a"), records("b")))
    assert one["added"] + other["added"] == N
    assert one["conflict"] + other["conflict"] == N
