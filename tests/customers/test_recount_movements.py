"""`manage.py recount_movements` counts again from the log, and finds and mends what differs."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db.models import F

from activitylog.keys import random_key
from activitylog.models import ActivityEntry
from customers.consistency import movements as consistency_of_movements
from customers.models import Customer, Subscription, SubscriptionMovement
from customers.services import subscriptions
from customers.services.licenses import assign_licenses, update_licenses
from customers.services.orders import MoreSeats, order_trial
from customers.services.products import update_product
from customers.services.users import delete_user
from tests.customers.ledger import bought, day, do, ledger, line, on, ordered
from tests.customers.making import make_subscription
from tests.customers.operations_table.making import make_user, sold, trial_product

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


def recount(**options: Any) -> str:
    answer = StringIO()
    call_command("recount_movements", stdout=answer, **options)
    return answer.getvalue()


def findings(**options: Any) -> list[str]:
    """What is said about each subscription, when there is something to say."""
    answer = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("recount_movements", stdout=answer, **options)
    assert left.value.code == 1
    return answer.getvalue().splitlines()[:-1]


@pytest.fixture
def lived(acme: Customer) -> Subscription:
    """A subscription that all has happened to, and some beside it."""
    better = sold(name="Microsoft 365 E5", list_price="54.75")
    users = [make_user(acme, changed_at=day("2026-03-01")) for _number in range(3)]
    held = bought(acme, "2026-03-02")
    more = MoreSeats(subscription_id=held.pk, quantity=2)
    ordered(acme, "2026-03-03", more, line(), more)
    do(subscriptions.change_quantity, held, "2026-03-04", quantity=13)
    assign_licenses(
        actor=on("2026-03-05"), subscription_id=held.pk, user_ids=[user.pk for user in users]
    )
    do(subscriptions.suspend, held, "2026-03-06")
    update_licenses(actor=on("2026-03-07"), user_id=users[0].pk, remove=[held.pk])
    do(subscriptions.reactivate, held, "2026-03-08")
    delete_user(actor=on("2026-03-09"), user_id=users[1].pk)
    do(subscriptions.upgrade, held, "2026-03-10", product_id=better.pk)
    do(subscriptions.advance_subscription, held, "2027-03-12")
    later = ordered(acme, "2026-03-02", line(), starts_at=day("2026-03-10")).lines.get()
    do(subscriptions.advance_subscription, later.subscription, "2028-01-01")
    trial = trial_product(converts_to=sold(maximum_quantity=25))
    tried = order_trial(actor=on("2026-03-02"), customer_id=acme.pk, product_id=trial.pk)
    as_paid = {"quantity": 5, "term": "P1M", "billing_cycle": "monthly"}
    do(subscriptions.convert_trial, tried.lines.get().subscription, "2026-03-03", **as_paid)
    return Subscription.objects.get(pk=held.pk)


def of(subscription: Subscription) -> Any:
    return SubscriptionMovement.objects.filter(subscription=subscription)


def test_the_ledger_is_what_the_log_tells(lived: Subscription):
    kinds = [item["kind"] for item in ledger(lived)]
    assert kinds == [
        "created",
        "seats_added",
        "seats_added",
        "seats_removed",
        *["licenses_assigned"] * 3,
        "suspended",
        "reactivated",
        "licenses_revoked",
        "upgraded",
        "renewed",
    ]
    assert recount() == "4 subscriptions and 18 movements counted, 0 differences.\n"


@pytest.mark.parametrize(
    ("tampered", "said"),
    [
        (
            {"kind": "renewed"},
            "the log tells of a movement that is not kept: created at 2026-03-02",
        ),
        ({"quantity": 11}, "quantity 10"),
        ({"active_subscriptions": 0}, "active_subscriptions 1"),
        ({"active_quantity": 9}, "active_quantity 10"),
        ({"active_assigned_quantity": 1}, "not kept: created"),
        ({"monthly_price": "1.00"}, "monthly_price 321.00"),
        ({"amount": F("amount") + 1}, "amount 3852.00"),
        ({"currency": "CHF"}, "not kept: created"),
        ({"is_trial": True}, "not kept: created"),
        ({"occurred_at": day("2026-03-01")}, "created at 2026-03-02 09:00:00"),
    ],
)
def test_it_finds_and_mends_what_was_changed_past_the_services(
    lived: Subscription, tampered: dict[str, Any], said: str
):
    known = ledger(lived)
    of(lived).filter(kind="created").update(**tampered)

    (found,) = findings()
    assert found.startswith(f"Subscription {lived.pk} (“Microsoft 365 E5” of Müller & Söhne GmbH)")
    assert said in found

    assert recount(write=True).splitlines() == [
        "The movements of 1 subscriptions were replaced.",
        "4 subscriptions and 18 movements counted, 0 differences.",
    ]
    assert ledger(lived) == known
    assert ", 0 differences" in recount()


def test_it_finds_another_product(lived: Subscription):
    of(lived).filter(kind="created").update(product=lived.product)
    (found,) = findings()
    assert "not kept: created" in found


def test_it_finds_what_is_missing_and_what_is_too_much(lived: Subscription):
    of(lived).filter(kind="upgraded").delete()
    (found,) = findings()
    assert "the log tells of a movement that is not kept: upgraded" in found

    recount(write=True)
    extra = of(lived).get(kind="renewed")
    extra.pk = extra.pk.__class__(int=extra.pk.int ^ 1)
    extra.save(force_insert=True)
    (found,) = findings()
    assert "a movement is kept that the log does not tell of: renewed" in found


def test_it_makes_the_whole_ledger_anew(lived: Subscription):
    known = ledger(lived)
    SubscriptionMovement.objects.all().delete()
    assert len(findings()) == 4
    assert ", 0 differences" in recount(write=True)
    assert ledger(lived) == known


def test_it_leaves_alone_what_does_not_differ(lived: Subscription):
    others = SubscriptionMovement.objects.exclude(subscription=lived)
    known = set(others.values_list("pk", flat=True))
    of(lived).filter(kind="created").delete()
    recount(write=True)
    assert set(others.values_list("pk", flat=True)) == known


def test_what_happens_in_one_moment_is_counted_in_its_order(acme: Customer):
    """Clocks that stand still: what is told of users and of subscriptions stays in order."""
    then = "2026-03-02"
    anna, boris = (make_user(acme, changed_at=day("2026-03-01")) for _number in range(2))
    held = bought(acme, then)
    for user in (anna, boris):
        update_licenses(actor=on(then), user_id=user.pk, add=[held.pk])
    do(subscriptions.suspend, held, then)
    update_licenses(actor=on(then), user_id=anna.pk, remove=[held.pk])
    do(subscriptions.reactivate, held, then)
    delete_user(actor=on(then), user_id=boris.pk)
    do(subscriptions.cancel, held, then)
    assert [(item["kind"], item.get("active_assigned_quantity", 0)) for item in ledger(held)] == [
        ("created", 0),
        ("licenses_assigned", 1),
        ("licenses_assigned", 1),
        ("suspended", -2),
        ("reactivated", 1),
        ("licenses_revoked", -1),
        ("deprovisioned", 0),
    ]
    assert ", 0 differences" in recount()


def test_skus_that_have_changed_hands_are_told_apart(acme: Customer):
    """What was ordered as A is a movement of the product that was called A then."""
    one, other = sold(sku="A"), sold(sku="B")
    first = bought(acme, "2026-03-02", product_id=one.pk)
    update_product(actor=on("2027-01-03"), product_id=one.pk, changes={"sku": "OLD"})
    update_product(actor=on("2027-01-04"), product_id=other.pk, changes={"sku": "A"})
    second = bought(acme, "2027-01-05", product_id=other.pk)
    assert ", 0 differences" in recount()
    SubscriptionMovement.objects.all().delete()
    recount(write=True)
    assert (of(first).get().product, of(second).get().product) == (one, other)


def test_a_row_that_was_changed_past_the_log_is_said_and_not_written_over(lived: Subscription):
    """The ledger is as the log tells: what is wrong is the row."""
    Subscription.objects.filter(pk=lived.pk).update(quantity=99)
    (found,) = findings()
    assert "quantity is 99, but its movements come to 13" in found
    assert findings(write=True)[-1] == "The movements of 0 subscriptions were replaced."


def test_what_nobody_ordered_is_said(acme: Customer):
    make_subscription(acme)
    (found,) = findings()
    assert "quantity is 10, but its movements come to 0" in found


def test_what_was_counted_in_part_replaces_nothing(lived: Subscription):
    """One entry cannot be read: what it tells is not known, so neither is what follows."""
    of(lived).filter(kind="created").update(quantity=11)
    order = lived.order_lines.order_by("order__created_at")[0].order_id
    broken = unreadable("order", str(order))
    (found,) = findings()
    assert f"entry {broken.pk} (update_subscription" in found
    assert "cannot be read" in found
    assert findings(write=True)[-1] == "The movements of 0 subscriptions were replaced."


def test_an_unreadable_entry_of_a_user_stops_what_the_customer_has(
    lived: Subscription, acme: Customer
):
    unreadable("license", str(acme.users.all()[0].pk), customer=acme)
    assert len(findings()) == 4


def unreadable(resource_type: str, resource_id: str, **values: Any) -> ActivityEntry:
    """Our own are never so; but who stops at one finds nothing more."""
    now = day("2027-06-01")
    (entry,) = ActivityEntry.objects.bulk_create(
        [
            ActivityEntry(
                id=random_key(now),
                occurred_at=now,
                recorded_at=now,
                action="update_subscription",
                resource_type=resource_type,
                resource_id=resource_id,
                status="succeeded",
                new_value="[",
                details="[]",
                source="portal",
                **values,
            )
        ]
    )
    return entry


def test_a_license_of_what_nobody_ordered_is_said(acme: Customer):
    update_licenses(
        actor=on("2027-03-13"), user_id=make_user(acme).pk, add=[make_subscription(acme).pk]
    )
    (found,) = findings()
    assert "is told before it was ordered" in found


def test_it_reads_in_batches(
    acme: Customer,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    product = sold()
    for number in range(3):
        ordered(acme, f"2026-03-0{number + 1}", *[line(product_id=product.pk)] * 10)
    with django_assert_max_num_queries(11):
        recount()

    monkeypatch.setattr(consistency_of_movements, "BATCH", 7)
    monkeypatch.setattr(consistency_of_movements, "KEYS", 11)
    assert recount() == "30 subscriptions and 30 movements counted, 0 differences.\n"


def test_check_consistency_finds_what_the_movements_do_not_come_to(lived: Subscription):
    of(lived).filter(kind="renewed").delete()
    answer = StringIO()
    # A renewal at the same price moves no stock: only counting again finds it.
    call_command("check_consistency", stdout=answer)
    of(lived).filter(kind="upgraded").delete()
    with pytest.raises(SystemExit):
        call_command("check_consistency", stdout=answer)
    assert "monthly_price:EUR is 711.75, but its movements come to" in answer.getvalue()
