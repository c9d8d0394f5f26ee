"""`manage.py check_consistency` finds what the log does not tell."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db.models import F

from activitylog.models import ActivityEntry
from activitylog.services import record
from customers.consistency import orders as consistency_of_orders
from customers.consistency import subscriptions as consistency_of_subscriptions
from customers.models import Customer, LicenseAssignment, Order, OrderLine, Subscription
from customers.services import Actor, Refused, recording_refusals, subscriptions
from customers.services.licenses import update_licenses
from customers.services.orders import MoreSeats, NewSubscription, order_trial, place_order
from customers.services.products import update_product
from tests.customers.operations_table.making import make_user, sold, trial_product

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

ACTOR = Actor(application="test")


def check() -> str:
    answer = StringIO()
    call_command("check_consistency", stdout=answer)
    return answer.getvalue()


def findings(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is said about each row, when there is something to say."""
    answer = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("check_consistency", stdout=answer)
    assert left.value.code == 1
    return answer.getvalue().splitlines()[:-1]


def line(**values: Any) -> NewSubscription:
    usual: dict[str, Any] = {"quantity": 10, "term": "P1Y", "billing_cycle": "monthly"}
    return NewSubscription(**{"product_id": sold().pk} | usual | values)


def ordered(customer: Customer, *lines: NewSubscription | MoreSeats) -> list[Subscription]:
    order = place_order(actor=ACTOR, customer_id=customer.pk, lines=lines or [line()])
    return [item.subscription for item in order.lines.order_by("line_number")]


def call(operation: Any, subscription: Subscription, **arguments: Any) -> None:
    operation(actor=ACTOR, subscription_id=subscription.pk, **arguments)


@pytest.fixture
def lived(acme: Customer) -> Subscription:
    """A subscription that everything has happened to."""
    better = sold(name="Microsoft 365 E5", list_price="54.75")
    held, _other = ordered(acme, line(), line(name="Büro Köln"))
    more = MoreSeats(subscription_id=held.pk, quantity=2)
    ordered(acme, more, line(), more)
    call(subscriptions.change_quantity, held, quantity=20)
    call(subscriptions.rename, held, name="Büro Bonn")
    call(subscriptions.change_renewal, held, term="P3Y", billing_cycle="annual")
    call(subscriptions.upgrade, held, product_id=better.pk)
    ordered(acme, more)
    call(subscriptions.suspend, held)
    with pytest.raises(Refused), recording_refusals():
        call(subscriptions.change_quantity, held, quantity=21)
    call(subscriptions.reactivate, held)
    update_licenses(actor=ACTOR, user_id=make_user(acme).pk, add=[held.pk])
    trial = order_trial(
        actor=ACTOR,
        customer_id=acme.pk,
        product_id=trial_product(converts_to=sold(maximum_quantity=25)).pk,
    )
    as_paid = {"quantity": 5, "term": "P1M", "billing_cycle": "monthly"}
    call(subscriptions.convert_trial, trial.lines.get().subscription, **as_paid)
    return Subscription.objects.get(pk=held.pk)


def test_log_and_state_agree_after_all_that_services_did(lived: Subscription):
    assert check() == "4 subscriptions and 5 orders checked, 0 differences.\n"


def test_a_products_new_name_and_sku_are_no_difference(lived: Subscription):
    product_id = lived.product_id
    update_product(actor=ACTOR, product_id=product_id, changes={"name": "Microsoft 365 E5 (new)"})
    update_product(actor=ACTOR, product_id=product_id, changes={"sku": "E5-NEW"})
    call(subscriptions.change_quantity, lived, quantity=25)
    assert "0 differences" in check()


@pytest.mark.parametrize(
    ("tampered", "said"),
    [
        ({"quantity": 30}, "Quantity is 30, not 22"),
        ({"name": "Büro Trier"}, "FriendlyName is Büro Trier, not Büro Bonn"),
        ({"auto_renew": False}, "AutoRenewEnabled is False, not True"),
        ({"unit_price": "1.00"}, "UnitPrice is 1.0, not 54.75"),
        ({"suspended_at": "2026-01-01T00:00:00Z", "status": "suspended"}, "Status is suspended"),
        ({"version": 99}, "Attributes.Etag is 99, not"),
        ({"assigned_quantity": 0}, "0 seats are counted as assigned, but 1 licenses are"),
    ],
)
def test_it_finds_a_row_that_was_changed_past_the_log(
    lived: Subscription, tampered: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]
):
    Subscription.objects.filter(pk=lived.pk).update(**tampered)
    (found,) = findings(capsys)
    assert f"Subscription {lived.pk}" in found
    assert "Müller & Söhne GmbH" in found
    assert said in found


def test_it_finds_another_product(lived: Subscription, capsys: pytest.CaptureFixture[str]):
    other = sold(sku="OTHER")
    Subscription.objects.filter(pk=lived.pk).update(product=other)
    (found,) = findings(capsys)
    assert "OfferId is OTHER, not" in found


def test_it_finds_a_subscription_that_nobody_ordered(
    lived: Subscription, capsys: pytest.CaptureFixture[str]
):
    lived.pk = None
    lived.assigned_quantity = 0
    lived._state.adding = True
    lived.save()
    (found,) = findings(capsys)
    assert "no entry tells of it" in found


def test_it_finds_a_change_in_between(acme: Customer, capsys: pytest.CaptureFixture[str]):
    """The row was changed and changed back by a service: only the chain shows it."""
    (held,) = ordered(acme)
    Subscription.objects.filter(pk=held.pk).update(quantity=40)
    call(subscriptions.rename, held, name="Büro Bonn")
    Subscription.objects.filter(pk=held.pk).update(quantity=10)
    call(subscriptions.rename, held, name="Büro Köln")
    (found,) = findings(capsys)
    assert "finds what no entry has made: Quantity is 40, not 10" in found
    assert "update_subscription" in found


def test_it_finds_a_missing_entry(
    acme: Customer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    (held,) = ordered(acme)
    with monkeypatch.context() as patch:
        patch.setattr(record, "write_entries", lambda _entries: None)
        call(subscriptions.change_quantity, held, quantity=12)
    call(subscriptions.change_quantity, held, quantity=13)
    (found,) = findings(capsys)
    assert "finds what no entry has made: Quantity is 12, not 10" in found


def test_it_finds_a_license_past_the_count(lived: Subscription, capsys: pytest.CaptureFixture[str]):
    LicenseAssignment.objects.create(customer_user=make_user(lived.customer), subscription=lived)
    (found,) = findings(capsys)
    assert "1 seats are counted as assigned, but 2 licenses are" in found


@pytest.mark.parametrize(
    ("model", "tampered", "said"),
    [
        (Order, {"total_price": F("total_price") + 1}, "TotalPrice is"),
        (Order, {"partner_on_record": "1", "currency": "CHF"}, "CurrencyCode is CHF, not EUR"),
        (OrderLine, {"quantity": 99}, "line 0 is not as its entry says: Quantity is 99, not 10"),
        (OrderLine, {"unit_price": "1.00"}, "Pricing.ListPrice is 1.0, not 32.1"),
    ],
)
def test_it_finds_an_order_that_was_changed(
    acme: Customer,
    model: Any,
    tampered: dict[str, Any],
    said: str,
    capsys: pytest.CaptureFixture[str],
):
    ordered(acme)
    model.objects.update(**tampered)
    (found,) = findings(capsys)
    assert found.startswith("Order ")
    assert said in found


def test_it_finds_a_wrong_total_of_what_a_trial_became(
    lived: Subscription, capsys: pytest.CaptureFixture[str]
):
    Order.objects.filter(lines__kind="convert").update(total_price="1.00")
    (found,) = findings(capsys)
    assert "its total is 1.00, but its lines come to 160.50" in found


def test_it_finds_an_order_that_no_entry_tells_of(
    acme: Customer, capsys: pytest.CaptureFixture[str]
):
    Order.objects.create(
        customer=acme,
        alternate_id="A",
        billing_cycle="monthly",
        currency="EUR",
        total_price=0,
    )
    (found,) = findings(capsys)
    assert "Order A of Müller & Söhne GmbH: no entry tells of it" in found


def test_each_row_is_named_once_and_all_are_counted(
    acme: Customer, capsys: pytest.CaptureFixture[str]
):
    ordered(acme, *[line()] * 5)
    Subscription.objects.update(quantity=11, name="x")
    assert len(findings(capsys)) == 5


def test_an_entry_that_cannot_be_read_is_said(acme: Customer, capsys: pytest.CaptureFixture[str]):
    """Our own are never so; but a check that stops at one would find nothing more."""
    (held,) = ordered(acme)
    entry = ActivityEntry.objects.get()
    ActivityEntry.objects.bulk_create(
        [
            ActivityEntry(
                id="f" * 12 + entry.pk.hex[12:],
                occurred_at=entry.occurred_at,
                recorded_at=entry.recorded_at,
                action="update_subscription",
                resource_type="subscription",
                resource_id=str(held.pk),
                status="succeeded",
                new_value="[",
                details="[]",
                source="portal",
            )
        ]
    )
    (found,) = findings(capsys)
    assert "cannot be read" in found


def test_entries_from_elsewhere_are_not_ours(lived: Subscription, make_entry: Any):
    make_entry(action="update_subscription", resource_id=str(lived.pk))
    assert "0 differences" in check()


def test_it_reads_in_batches(
    acme: Customer,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    product = sold()
    for _number in range(3):
        ordered(acme, *[line(product_id=product.pk)] * 10)
    with django_assert_max_num_queries(14):
        check()

    monkeypatch.setattr(consistency_of_subscriptions, "BATCH", 7)
    monkeypatch.setattr(consistency_of_subscriptions, "KEYS", 11)
    monkeypatch.setattr(consistency_of_orders, "BATCH", 1)
    assert check() == "30 subscriptions and 3 orders checked, 0 differences.\n"
