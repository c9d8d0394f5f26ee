from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import transaction

from activitylog.keys import hashed_key, random_key
from activitylog.models import ActivityEntry
from activitylog.services import ingest
from customers.models import Customer
from customers.states import Origin
from portal.plugins import Reading, Refusal
from tests.activitylog.log import MARCH, record, results, take

pytestmark = pytest.mark.django_db
# The package gives this name to the function in it.
INGEST = import_module("activitylog.services.ingest")
STRANGER = UUID("11111111-2222-4333-8444-555555555555")


def test_it_adds_what_is_new() -> None:
    assert results(take(record(), record(external_id="r-2"))) == ["added", "added"]
    assert ActivityEntry.objects.count() == 2


def test_it_adds_nothing_the_second_time() -> None:
    take(record())
    assert results(take(record())) == ["known"]
    assert ActivityEntry.objects.count() == 1


def test_it_knows_a_record_that_stands_twice_in_one_file() -> None:
    assert results(take(record(), record())) == ["added", "known"]


def test_it_knows_a_record_without_an_id_by_its_content() -> None:
    take(record(external_id="", details='[{"key": "a"}]'))
    again = record(external_id="", details='[{"key":"a"}]')
    assert results(take(again, record(external_id="", status="failed"))) == ["known", "added"]


def test_it_tells_sources_apart() -> None:
    take(record(), source="one")
    assert results(take(record(), source="another")) == ["added"]


def test_it_keeps_both_when_a_source_corrects_the_time() -> None:
    later = record(occurred_at=MARCH + timedelta(microseconds=1))
    assert results(take(record(), later)) == ["added", "added"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("customer_id", STRANGER),
        ("customer_name", "Another"),
        ("partner_user", "other@partner.example"),
        ("application", "Another"),
        ("action", "update_order"),
        ("resource_type", "license"),
        ("resource_id", "o-2"),
        ("status", "failed"),
        ("correlation_id", "c-2"),
        ("old_value", "{}"),
        ("new_value", '{"Quantity":8.0}'),
        ("details", "[]"),
        ("extra", "{}"),
    ],
)
def test_it_names_the_field_that_is_in_conflict(field: str, value: Any) -> None:
    take(record(new_value='{"Quantity":8}'))
    (outcome,) = take(record(**{"new_value": '{"Quantity":8}'} | {field: value}))
    assert (outcome.result, outcome.field) == ("conflict", field)
    assert getattr(ActivityEntry.objects.get(), field) != value


def test_it_compares_only_what_the_source_knows() -> None:
    take(record(status="failed"))
    assert results(take(record(compared=frozenset({"action"})))) == ["known"]


def test_it_takes_the_others_of_a_batch_with_broken_ones() -> None:
    broken = (record(action=""), Refusal("operationDate", "is missing"), record(status="\0"))
    outcomes = take(record(), *broken, record(external_id="r-2"))
    assert results(outcomes) == ["added", "refused", "refused", "refused", "added"]
    assert [o.field for o in outcomes] == ["", "action", "operationDate", "status", ""]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"occurred_at": datetime(1601, 1, 1, tzinfo=UTC)}, "occurred_at"),
        ({"occurred_at": datetime(9999, 6, 1, tzinfo=UTC)}, "occurred_at"),
        ({"partner_user": "a\0b"}, "partner_user"),
        ({"customer_name": "\udc00"}, "customer_name"),
        ({"external_id": "x" * 601}, "external_id"),
        ({"details": '"\0"'}, "details"),
        ({"extra": '"\ud800"'}, "extra"),
        ({"entry_id": uuid4()}, "id"),
        ({"entry_id": random_key(MARCH - timedelta(seconds=1))}, "id"),
    ],
)
def test_it_refuses_by_name_what_cannot_be_kept(values: dict[str, Any], field: str) -> None:
    (outcome,) = take(record(**values))
    assert (outcome.result, outcome.field) == ("refused", field)
    assert not ActivityEntry.objects.exists()


# Text that a database or a parser would gladly mend.
@pytest.mark.parametrize(
    "text",
    [
        '{"Amount": 12345678901234567890.10}',
        '{"n":1,"n":2}',
        '{"NUL":"\\u0000","half":"\\ud83d","slash":"\\/","ü":"\\u00fc"}',
        ' { "b" : 1 ,\r\n\t"a" : [ ] } ',
        '{"cut": "',
        "NaN",
        "",
        '"' + "ä" * 1_000_000 + '"',
        "[" * 100_000,
    ],
    ids=["digits", "twice", "escapes", "spaces", "cut", "nan", "empty", "megabyte", "deep"],
)
def test_it_keeps_recorded_json_to_the_letter(text: str) -> None:
    contents = dict.fromkeys(("old_value", "new_value", "details", "extra"), text)
    assert results(take(record(**contents))) == ["added"]
    entry = ActivityEntry.objects.get()
    assert [getattr(entry, name) for name in contents] == [text] * 4
    assert results(take(record(**contents))) == ["known"]


def test_it_keeps_each_of_many_to_the_letter() -> None:
    """Many are written in another way than a few, in which these could mean something."""
    texts = [
        "",
        "\\N",
        "\\.",
        "NULL",
        "a\tb",
        "a\nb",
        "a\r\nb",
        "\\",
        '"',
        "'",
        "{}",
        "%s",
        "\x01",
        "é😀",
    ]
    contents = [
        record(
            external_id=str(number),
            status=texts[number % len(texts)],
            details=texts[number % len(texts)],
            extra=None if number % 2 else texts[number % len(texts)],
            customer_id=UUID(int=number) if number % 3 else None,
        )
        for number in range(5 * len(texts))
    ]
    assert set(results(take(*contents))) == {"added"}
    names = ("occurred_at", "external_id", "status", "details", "extra", "customer_id")
    told = {tuple(getattr(content, name) for name in names) for content in contents}
    assert set(ActivityEntry.objects.values_list(*names)) == told
    assert set(results(take(*contents))) == {"known"}


def test_it_adds_those_of_many_that_are_new() -> None:
    take(*(record(external_id=str(number)) for number in range(0, 200, 2)))
    found = results(take(*(record(external_id=str(number)) for number in range(200))))
    assert found == ["known", "added"] * 100


def test_it_takes_many_at_once_within_one_transaction() -> None:
    with transaction.atomic():
        for start in (0, 100):
            numbers = range(start, start + 100)
            take(*(record(external_id=str(number)) for number in numbers))
    assert ActivityEntry.objects.count() == 200


def test_it_asks_the_database_no_more_for_many(django_assert_max_num_queries: Any) -> None:
    contents = [record(external_id=str(number), customer_id=STRANGER) for number in range(1000)]
    # On SQLite one for each fifty.
    with django_assert_max_num_queries(40):
        take(*contents)
    with django_assert_max_num_queries(5):
        take(*contents)


def test_it_keeps_unknown_codes_and_missing_customers() -> None:
    take(record(action="do_Something_new", resource_type="?", status="42"))
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.resource_type, entry.status) == ("do_Something_new", "?", "42")
    assert (entry.customer, entry.customer_name) == (None, "")


def test_it_makes_an_unknown_customer_known() -> None:
    take(record(customer_id=STRANGER, customer_name="Relecloud"))
    stranger = Customer.objects.get(pk=STRANGER)
    assert (stranger.name, stranger.origin) == ("Relecloud", Origin.IMPORTED)
    assert ActivityEntry.objects.count() == 1


def test_it_never_changes_a_known_customer(acme: Customer) -> None:
    take(record(customer_id=acme.pk, customer_name="Some other name"))
    stored = Customer.objects.get()
    assert (stored.name, stored.origin) == ("Müller & Söhne GmbH", Origin.PORTAL)
    assert ActivityEntry.objects.get().customer_name == "Some other name"


def test_it_makes_nobody_known_for_a_refused_record() -> None:
    take(record(customer_id=STRANGER, action=""))
    assert not Customer.objects.exists()


def test_it_stamps_by_the_clock_of_the_database() -> None:
    with time_machine.travel("2001-01-01T00:00:00Z"):
        take(record(occurred_at=datetime(1999, 1, 1, tzinfo=UTC)))
    entry = ActivityEntry.objects.get()
    assert abs(datetime.now(UTC) - entry.recorded_at) < timedelta(minutes=1)


def test_it_gives_the_key_of_source_and_id() -> None:
    take(record())
    assert ActivityEntry.objects.get().id == hashed_key(MARCH, ("id", "test", "r-1"))


def test_it_writes_nothing_in_a_dry_run() -> None:
    take(record(external_id="r-0"))
    contents = (record(external_id="r-0"), record(customer_id=STRANGER), record(action=""))
    outcomes = take(*contents, record(customer_id=STRANGER), dry_run=True)
    assert results(outcomes) == ["known", "added", "refused", "known"]
    assert (ActivityEntry.objects.count(), Customer.objects.count()) == (1, 0)


def test_it_knows_in_a_dry_run_what_an_earlier_batch_would_add(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(INGEST, "BATCH_RECORDS", 1)
    assert results(take(record(), record(), dry_run=True)) == ["added", "known"]


def test_it_answers_in_the_order_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(INGEST, "BATCH_RECORDS", 3)
    outcomes = take(*(record(external_id=f"r-{number % 5}") for number in range(10)))
    assert [outcome.reading.line for outcome in outcomes] == list(range(1, 11))
    assert results(outcomes) == ["added"] * 5 + ["known"] * 5


def test_it_keeps_memory_flat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(INGEST, "BATCH_RECORDS", 50)

    def many() -> Iterator[Reading]:
        for number in range(1_000):
            # Five megabytes in all.
            text = f'"{number:05}{"x" * 5_000}"'
            yield Reading(number, text.encode(), record(external_id=str(number), details=text))

    gc.collect()
    tracemalloc.start()
    added = sum(outcome.result == "added" for outcome in ingest(many(), source="test"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert added == 1_000
    assert peak < 2_500_000
