"""Every service: what it keeps, what it records, and that neither is without the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F
from django.utils import translation

from activitylog.models import ActivityEntry
from activitylog.services import record, write
from customers.models import SubscriptionMovement
from customers.services import Actor, Refused, recording_refusals
from tests.customers.operations_table import TABLE, Call, Refusal, Row
from tests.customers.operations_table.finding import (
    Fault,
    Writes,
    as_json,
    at,
    differing,
    operations,
    rows_of_customers,
)
from tests.customers.operations_table.rows import Race, name_of

if TYPE_CHECKING:
    from django.db import models

    from customers.models import Customer
    from portal.models import User


def refusals(row: Row) -> Iterator[tuple[str, Refusal]]:
    for kind in (row.wrong_state, row.broken_limit):
        if not isinstance(kind, str):
            yield from kind.items()


def short(row: Row) -> str:
    return row.operation.service.__name__


def for_each(*rows: Row) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=map(short, rows))


every_row = for_each(*TABLE)
every_refusal = pytest.mark.parametrize(
    ("row", "refusal"),
    [
        pytest.param(row, refusal, id=f"{short(row)}: {name}")
        for row in TABLE
        for name, refusal in refusals(row)
    ],
)


@pytest.fixture
def actor(alice: User) -> Actor:
    return Actor(user=alice)


def test_no_service_is_missing_here():
    assert {name_of(row.operation) for row in TABLE} == set(operations())
    assert len(TABLE) == len(operations())


def stored(row: Row, instance: Any) -> dict[str, Any]:
    """The row as its entry should tell it, read anew."""
    fresh = type(instance)._default_manager.get(pk=instance.pk)
    return row.value(fresh)


@every_row
def test_it_changes_the_row_and_tells_it_in_one_entry(row: Row, acme: Customer, actor: Actor):
    call = row.call(acme)
    before = as_json(stored(row, call.row)) if call.row else None

    result = row.operation(actor=actor, **call.arguments)

    entry = ActivityEntry.objects.get()
    changed: Any = call.row or result
    assert entry.action == row.action
    assert entry.resource_type == row.resource_type
    assert entry.resource_id == str(changed.pk)
    assert entry.status == "succeeded"
    assert entry.partner_user == "alice@partner.example"
    assert entry.application == ""
    assert entry.correlation_id == actor.correlation_id
    assert entry.source == "portal"
    _assert_customer(row, entry, changed, acme)
    _assert_values(row, call, entry, before, changed)
    changed.refresh_from_db()
    assert entry.occurred_at == changed.changed_at
    assert [
        (pair["key"], pair["value"]) for pair in json.loads(entry.details or "")
    ] == call.details(changed)


def _assert_customer(row: Row, entry: ActivityEntry, changed: Any, acme: Customer) -> None:
    if not row.has_customer:
        assert entry.customer_id is None
    elif row.action == "add_customer":
        assert (entry.customer_id, entry.customer_name) == (changed.pk, "Contoso AG")
    elif "Name" in str(row.action) or row.action.endswith("company_name"):
        assert (entry.customer_id, entry.customer_name) == (acme.pk, "Müller AG")
    else:
        assert (entry.customer_id, entry.customer_name) == (acme.pk, "Müller & Söhne GmbH")


def _assert_values(
    row: Row, call: Call, entry: ActivityEntry, before: Any, changed: models.Model
) -> None:
    after = json.loads(entry.new_value or "")
    assert as_json(stored(row, changed)) == after
    if before is None:
        assert entry.old_value is None
        for path, value in call.changes.items():
            assert at(after, path) == value
        return
    old = json.loads(entry.old_value or "")
    assert old == before
    differences = differing(old, after)
    differences.pop("Attributes.Etag", None)
    assert differences == dict(call.changes)


MOVES = {
    "advance_subscription": ["deprovisioned"],
    "assign_licenses": ["licenses_assigned"],
    "cancel": ["deprovisioned"],
    "change_quantity": ["seats_removed"],
    "convert_trial": ["converted"],
    "delete_user": ["licenses_revoked"],
    "order_trial": ["created"],
    "place_order": ["created", "created", "seats_added"],
    "reactivate": ["reactivated"],
    "revoke_licenses": ["licenses_revoked"],
    "suspend": ["suspended"],
    "update_licenses": ["licenses_assigned", "licenses_revoked"],
    "upgrade": ["upgraded"],
}
"""What the call of the table is in numbers; that of the others is nothing."""


@every_row
def test_it_keeps_a_movement_where_it_changes_numbers(row: Row, acme: Customer, actor: Actor):
    row.operation(actor=actor, **row.call(acme).arguments)

    moved = SubscriptionMovement.objects.values_list("kind", flat=True)
    assert sorted(moved) == MOVES.get(short(row), [])


@for_each(*(row for row in TABLE if not isinstance(row.nothing, str)))
def test_it_tells_nothing_where_nothing_changes(row: Row, acme: Customer, actor: Actor):
    assert not isinstance(row.nothing, str)
    arguments = row.nothing(acme)
    before = rows_of_customers()

    row.operation(actor=actor, **arguments)

    assert not ActivityEntry.objects.exists()
    assert rows_of_customers() == before


@every_row
def test_it_does_and_tells_nothing_for_who_may_not(row: Row, acme: Customer, bob: User):
    """Bob may do everything with customers but this."""
    granted = Permission.objects.filter(content_type__app_label="customers")
    bob.user_permissions.set(granted.exclude(codename=row.operation.permission.split(".")[1]))
    arguments = row.call(acme).arguments
    before = rows_of_customers()

    with pytest.raises(PermissionDenied), recording_refusals():
        row.operation(actor=Actor(user=bob), **arguments)

    assert not ActivityEntry.objects.exists()
    assert rows_of_customers() == before


@every_refusal
def test_it_refuses_what_a_rule_forbids_and_tells_why(
    row: Row, refusal: Refusal, acme: Customer, actor: Actor
):
    arguments = refusal.arguments(acme)
    before = rows_of_customers()

    with (
        translation.override("de"),
        pytest.raises(Refused) as refused,
        recording_refusals(),
    ):
        row.operation(actor=actor, **arguments)

    assert (refused.value.code, refused.value.field) == (refusal.code, refusal.field)
    assert rows_of_customers() == before
    _assert_failure_is_told(row, refused.value, actor)


def _assert_failure_is_told(row: Row, refused: Refused, actor: Actor) -> None:
    entry = ActivityEntry.objects.get()
    assert entry.status == "failed"
    assert (entry.action, entry.resource_type) == (row.action, row.resource_type)
    assert entry.resource_id == refused.attempt.resource_id
    assert entry.partner_user == "alice@partner.example"
    assert entry.correlation_id == actor.correlation_id
    # In English, whatever the reader's language.
    with translation.override("en"):
        reason = refused.reason
    assert json.loads(entry.details or "")[-2:] == [
        {"key": "ErrorCode", "value": refused.code},
        {"key": "ErrorDescription", "value": reason},
    ]
    json.loads(entry.new_value or "")
    if row.has_customer and row.action != "add_customer" and refused.code != "company_missing":
        assert entry.customer_name == "Müller & Söhne GmbH"


@for_each(*(row for row in TABLE if row.race == "version"))
def test_it_refuses_to_overwrite_what_nobody_has_seen(row: Row, acme: Customer, actor: Actor):
    call = row.call(acme)
    assert call.row
    model = type(call.row)
    model._default_manager.filter(pk=call.row.pk).update(version=F("version") + 1)
    before = rows_of_customers()

    with pytest.raises(Refused) as refused, recording_refusals():
        row.operation(actor=actor, version=1, **call.arguments)

    assert refused.value.code == "changed_meanwhile"
    assert rows_of_customers() == before
    _assert_failure_is_told(row, refused.value, actor)


@for_each(*(row for row in TABLE if isinstance(row.race, Race)))
def test_it_refuses_what_someone_else_was_faster_with(row: Row, acme: Customer, actor: Actor):
    assert isinstance(row.race, Race)
    race = row.race
    arguments = race.arguments(acme) if race.arguments else row.call(acme).arguments
    before = rows_of_customers()
    waiting = [lambda: race.competitor(acme, arguments)]

    def meanwhile(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if waiting and sql.startswith(race.before):
            waiting.pop()()
        return execute(sql, *rest)

    with (
        connection.execute_wrapper(meanwhile),
        pytest.raises(Refused) as refused,
        recording_refusals(),
    ):
        row.operation(actor=actor, **arguments)

    assert not waiting
    assert refused.value.code == "conflict"
    # What the other one made went with the attempt: it had no transaction of its own here.
    assert rows_of_customers() == before
    _assert_failure_is_told(row, refused.value, actor)


@every_row
@pytest.mark.parametrize("after", [False, True], ids=["before the entry", "after the entry"])
def test_row_and_entry_vanish_together(
    row: Row, after: bool, acme: Customer, actor: Actor, monkeypatch: pytest.MonkeyPatch
):
    arguments = row.call(acme).arguments
    before = rows_of_customers()
    insert = write.write_entries
    written = []

    def failing(entries: Any) -> Any:
        if after:
            insert(entries)
            written.append(ActivityEntry.objects.count())
        raise Fault

    monkeypatch.setattr(record, "write_entries", failing)
    with pytest.raises(Fault), recording_refusals():
        row.operation(actor=actor, **arguments)

    assert written == ([1] if after else [])
    assert rows_of_customers() == before
    assert not ActivityEntry.objects.exists()


@every_row
def test_the_entry_vanishes_with_what_called_the_service(row: Row, acme: Customer, actor: Actor):
    arguments = row.call(acme).arguments
    before = rows_of_customers()

    def call_and_fail() -> None:
        with transaction.atomic():
            row.operation(actor=actor, **arguments)
            assert ActivityEntry.objects.count() == 1
            raise Fault

    with pytest.raises(Fault):
        call_and_fail()

    assert rows_of_customers() == before
    assert not ActivityEntry.objects.exists()


@every_row
def test_no_entry_stays_where_a_row_cannot_be_written(row: Row, acme: Customer, actor: Actor):
    """Each write to a customer's table fails in its turn."""
    arguments = row.call(acme).arguments
    before = rows_of_customers()
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        row.operation(actor=actor, **arguments)
        transaction.set_rollback(True)
    assert writes.count

    for allowed in range(writes.count):
        with pytest.raises(Fault), connection.execute_wrapper(Writes(allowed)):
            row.operation(actor=actor, **arguments)
        assert rows_of_customers() == before
        assert not ActivityEntry.objects.exists()
