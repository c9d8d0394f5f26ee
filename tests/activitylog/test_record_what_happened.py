from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import transaction

from activitylog.keys import moment_of
from activitylog.models import ActivityEntry
from activitylog.services import InvalidEntry, record_activity

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def note(**values: Any) -> ActivityEntry:
    defaults: dict[str, Any] = {"action": "update_order", "actor": None, "resource_type": "order"}
    return record_activity(**defaults | values)


def test_it_keeps_who_did_what_to_whom(alice: User, acme: Customer) -> None:
    record_activity(
        "update_subscription",
        actor=alice,
        resource_type="subscription",
        resource_id="s-1",
        customer=acme,
        old_value={"Quantity": 5},
        new_value={"Quantity": 8},
        details=[("SubscriptionName", "Büro")],
    )

    entry = ActivityEntry.objects.get()
    assert entry.partner_user == "alice@partner.example"
    assert (entry.customer, entry.customer_name) == (acme, "Müller & Söhne GmbH")
    assert (entry.old_value, entry.new_value) == ('{"Quantity":5}', '{"Quantity":8}')
    assert entry.details == '[{"key":"SubscriptionName","value":"Büro"}]'


def test_it_names_an_actor_without_an_address_by_user_name(alice: User) -> None:
    alice.email = ""
    assert note(actor=alice).partner_user == "alice"


@pytest.mark.django_db
def test_it_keeps_the_application_that_acted() -> None:
    entry = note(application="Renewals")
    assert (entry.partner_user, entry.application) == ("", "Renewals")


@pytest.mark.django_db
def test_it_keeps_the_request_that_entries_belong_to() -> None:
    note(correlation_id="c-1")
    note(correlation_id="c-1")
    assert ActivityEntry.objects.filter(correlation_id="c-1").count() == 2


@pytest.mark.django_db
def test_it_tells_absent_values_from_null() -> None:
    entry = note(new_value={"EndDate": None})
    assert (entry.old_value, entry.new_value) == (None, '{"EndDate":null}')


def test_it_keeps_the_name_that_a_customer_had_then(acme: Customer) -> None:
    note(customer=acme)
    acme.name = "Renamed"
    acme.save()
    assert ActivityEntry.objects.get().customer_name == "Müller & Söhne GmbH"


@pytest.mark.django_db
def test_it_goes_with_the_change_that_is_rolled_back() -> None:
    def change_and_fail() -> None:
        with transaction.atomic():
            note()
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()
    assert not ActivityEntry.objects.exists()


@pytest.mark.django_db
def test_it_goes_by_the_clock_of_the_database() -> None:
    with time_machine.travel("2001-01-01T00:00:00Z"):
        entry = note()
    assert abs(datetime.now(UTC) - entry.recorded_at) < timedelta(minutes=1)
    assert entry.occurred_at == entry.recorded_at


@pytest.mark.django_db
def test_it_puts_what_happened_long_ago_where_it_belongs() -> None:
    today = note()
    long_ago = note(occurred_at=datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))
    assert list(ActivityEntry.objects.order_by("id")) == [long_ago, today]
    assert moment_of(long_ago.id) == long_ago.occurred_at
    assert long_ago.recorded_at > today.occurred_at


@pytest.mark.django_db
def test_it_orders_by_key_as_by_time_to_the_microsecond() -> None:
    moments = [NOW + timedelta(microseconds=n) for n in (999, 0, 1001, 1, 1000, 998, 2)]
    for moment in moments:
        note(occurred_at=moment)
    in_order = ActivityEntry.objects.order_by("id").values_list("occurred_at", flat=True)
    assert list(in_order) == sorted(moments)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"action": ""}, "action: is missing"),
        ({"resource_id": "a\0b"}, "resource_id: contains the character NUL"),
        ({"application": "\ud800"}, "application: contains half of a surrogate pair"),
        ({"status": "x" * 101}, "status: is longer than 100 characters"),
        ({"correlation_id": 7}, "correlation_id: is not text"),
        ({"occurred_at": datetime(1601, 1, 1, tzinfo=UTC)}, "occurred_at: is not between"),
        ({"occurred_at": datetime(9999, 1, 1, tzinfo=UTC)}, "occurred_at: is not between"),
    ],
)
@pytest.mark.django_db
def test_it_refuses_what_cannot_be_kept(values: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidEntry, match=message):
        note(**values)
    assert not ActivityEntry.objects.exists()


@pytest.mark.django_db
def test_it_keeps_half_a_character_escaped_in_json() -> None:
    note(old_value={"Name": "\udfff"})
    assert ActivityEntry.objects.get().old_value == r'{"Name":"\udfff"}'


@pytest.mark.django_db
def test_it_keeps_the_longest_text_that_fits() -> None:
    note(status="ü" * 100, resource_id="𝄞" * 400)
    assert ActivityEntry.objects.get(resource_id="𝄞" * 400).status == "ü" * 100
