"""Several people change the same things in the same moment."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser, LicenseAssignment, Order, Subscription
from customers.services import Actor, Operation, Refused, recording_refusals
from customers.services.customers import add_customer, remove_relationship
from customers.services.licenses import assign_licenses, revoke_licenses, update_licenses
from customers.services.orders import MoreSeats, NewSubscription, order_trial, place_order
from customers.services.subscriptions import (
    advance_subscription,
    cancel,
    change_quantity,
    convert_trial,
    reactivate,
    suspend,
    upgrade,
)
from customers.services.users import create_user, delete_user
from customers.services.values import subscription_value
from tests.customers.operations_table.making import (
    NOW,
    YESTERDAY,
    license_to,
    make_user,
    running,
    sold,
    suspended,
    trial_product,
    trying,
)

pytestmark = pytest.mark.django_db(transaction=True)

SLOW = os.environ.get("SLOW") == "1"
Call = Callable[[], object]


def threads() -> int:
    """SQLite lets one write at a time: a few are enough to see that they queue."""
    return 20 if connection.vendor == "postgresql" else 4


def rounds(some: int = 4) -> range:
    return range(some * 10 if SLOW else some)


def later(operation: Operation[..., object], **arguments: Any) -> Call:
    """A call of a service, in a request of its own."""
    return partial(operation, actor=Actor(application="test"), **arguments)


def at_once(*calls: Call) -> list[object]:
    """What the calls return, begun in one moment; or with what they are refused."""
    barrier = Barrier(len(calls))

    def run(call: Call) -> object:
        try:
            barrier.wait()
            with recording_refusals():
                return call()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def entries(**narrowed: Any) -> Sequence[ActivityEntry]:
    return ActivityEntry.objects.filter(**narrowed).order_by("id")


def succeeded(**narrowed: Any) -> Sequence[ActivityEntry]:
    return entries(status="succeeded", **narrowed)


def assert_chained(subscription: Subscription) -> None:
    """Each change begins where the last one ended, and the row is where they all end."""
    subscription = Subscription.objects.get(pk=subscription.pk)
    told = succeeded(resource_id=str(subscription.pk))
    for one, next_one in pairwise(told):
        assert json.loads(one.new_value or "") == json.loads(next_one.old_value or "")
    last = json.loads(told[len(told) - 1].new_value or "")
    assert last == json.loads(json.dumps(subscription_value(subscription)))


def assert_never_oversold(subscription: Subscription) -> None:
    subscription.refresh_from_db()
    seats = LicenseAssignment.objects.filter(subscription=subscription).count()
    assert seats == subscription.assigned_quantity <= subscription.quantity


@pytest.fixture
def customers(acme: Customer) -> Iterator[Customer]:
    """A new customer for each round."""

    def made() -> Iterator[Customer]:
        for number in range(10_000):
            yield Customer.objects.create(name=f"Round {number}", domain=f"round{number}.example")

    return made()


def test_quantities_follow_each_other_without_a_gap(acme: Customer):
    held = running(acme)
    changes_each = 50 if SLOW else 5
    numbers = random.Random(1)

    def change_often(quantities: Sequence[int]) -> int:
        for quantity in quantities:
            later(change_quantity, subscription_id=held.pk, quantity=quantity)()
        return len(quantities)

    lists = [[numbers.randint(1, 300) for _ in range(changes_each)] for _ in range(threads())]
    done = at_once(*(partial(change_often, item) for item in lists))

    assert done == [changes_each] * threads()
    told = [
        (json.loads(entry.old_value or "")["Quantity"], json.loads(entry.new_value or ""))
        for entry in entries()
    ]
    held.refresh_from_db()
    # No change was lost but those to the number that it was already.
    assert len(told) == held.version - 1
    assert told[0][0] == 10
    assert told[-1][1]["Quantity"] == held.quantity
    assert_chained(held)
    wanted = sorted(quantity for item in lists for quantity in item)
    assert not {new["Quantity"] for _old, new in told} - set(wanted)


def test_the_second_of_two_who_saw_the_same_is_refused(acme: Customer):
    for _round in rounds():
        held = running(acme)
        found = at_once(
            *(
                later(change_quantity, subscription_id=held.pk, quantity=quantity, version=1)
                for quantity in range(11, 11 + threads())
            )
        )
        assert found.count("changed_meanwhile") == threads() - 1
        assert len(succeeded(resource_id=str(held.pk))) == 1
        assert len(entries(resource_id=str(held.pk), status="failed")) == threads() - 1


def test_seats_are_never_oversold(acme: Customer):
    """More want one than there are; some are given one by one, some by twos."""
    for _round in rounds(2):
        held = running(acme, quantity=threads() // 2, refundable=[])
        people = [make_user(acme) for _ in range(threads() * 2)]
        ones, twos = people[: threads()], people[threads() :]
        found = at_once(
            *(later(update_licenses, user_id=user.pk, add=[held.pk]) for user in ones),
            *(
                later(assign_licenses, subscription_id=held.pk, user_ids=[user.pk for user in pair])
                for pair in zip(twos[::2], twos[1::2], strict=True)
            ),
        )
        assert_never_oversold(held)
        assert held.assigned_quantity >= held.quantity - 1
        assert "no_free_seat" in found
        keys = [str(user.pk) for user in people]
        assert len(succeeded(resource_id__in=keys)) == held.assigned_quantity


def test_seats_are_not_given_back_under_who_gets_one(acme: Customer):
    for _round in rounds():
        held = running(acme)
        people = [make_user(acme) for _ in range(8)]
        at_once(
            later(change_quantity, subscription_id=held.pk, quantity=4),
            later(change_quantity, subscription_id=held.pk, quantity=6),
            *(later(update_licenses, user_id=user.pk, add=[held.pk]) for user in people),
        )
        assert_never_oversold(held)


def test_many_given_and_taken_in_any_order_do_not_wait_for_each_other(acme: Customer):
    held = [running(acme) for _ in range(3)]
    people = [make_user(acme) for _ in range(6)]
    keys, user_keys = [row.pk for row in held], [user.pk for user in people]
    for _round in rounds():
        at_once(
            later(update_licenses, user_id=user_keys[0], add=keys),
            later(update_licenses, user_id=user_keys[1], add=keys[::-1]),
            later(assign_licenses, subscription_id=keys[1], user_ids=user_keys[::-1]),
            later(revoke_licenses, subscription_id=keys[2], user_ids=user_keys),
            later(update_licenses, user_id=user_keys[2], remove=keys[::-1]),
        )
        for row in held:
            assert_never_oversold(row)


def test_a_trial_is_ordered_once(customers: Iterator[Customer]):
    product = trial_product()
    for customer, _round in zip(customers, rounds(), strict=False):
        key = customer.pk
        found = at_once(*[later(order_trial, customer_id=key, product_id=product.pk)] * threads())
        assert found.count("tried_already") == threads() - 1
        assert customer.subscriptions.count() == customer.orders.count() == 1
        assert len(succeeded(customer=customer)) == 1


def test_a_trial_is_converted_once(acme: Customer, customers: Iterator[Customer]):
    product = trial_product(converts_to=sold())
    for customer, _round in zip(customers, rounds(), strict=False):
        trial = trying(customer, product=product)
        found = at_once(
            *[
                later(
                    convert_trial,
                    subscription_id=trial.pk,
                    quantity=5,
                    term="P1Y",
                    billing_cycle="monthly",
                )
            ]
            * 3
        )
        assert found.count("no_trial") == 2
        assert Order.objects.filter(customer=customer).count() == 1
        assert_chained(trial)


def test_a_domain_is_taken_once(acme: Customer):
    for number in rounds():
        found = at_once(
            *[later(add_customer, name="Contoso AG", domain=f"contoso{number}.example")] * threads()
        )
        assert sum(isinstance(item, Customer) for item in found) == 1
        assert set(found) - {"conflict", "domain_taken"} <= set(Customer.objects.all())
        assert len(entries(action="add_customer", status="succeeded")) == number + 1


def test_a_user_principal_name_is_taken_once(customers: Iterator[Customer]):
    keys = [customer.pk for customer, _number in zip(customers, range(threads()), strict=False)]
    for number in rounds():
        found = at_once(
            *(
                later(
                    create_user,
                    customer_id=key,
                    user_principal_name=f"jan{number}@contoso.example",
                    values={"display_name": "Jan"},
                )
                for key in keys
            )
        )
        assert sum(isinstance(item, CustomerUser) for item in found) == 1
        assert CustomerUser.objects.count() == number + 1


def test_who_is_deleted_gets_no_seat(acme: Customer):
    for _round in rounds():
        held, other = running(acme), running(acme)
        user = license_to(make_user(acme), other)
        at_once(
            later(delete_user, user_id=user.pk),
            later(update_licenses, user_id=user.pk, add=[held.pk]),
            later(assign_licenses, subscription_id=held.pk, user_ids=[user.pk]),
        )
        user.refresh_from_db()
        assert user.state == "inactive"
        assert not user.licenses.exists()
        for row in (held, other):
            assert_never_oversold(row)


def test_what_is_suspended_does_not_change(acme: Customer):
    for _round in rounds():
        held = running(acme)
        found = at_once(
            later(suspend, subscription_id=held.pk),
            *(
                later(change_quantity, subscription_id=held.pk, quantity=quantity)
                for quantity in range(11, 15)
            ),
        )
        assert_chained(held)
        told = succeeded(resource_id=str(held.pk))
        statuses = [json.loads(entry.new_value or "")["Status"] for entry in told]
        # After the suspension nothing more, and those who came too late were told.
        assert statuses == ["active"] * (len(told) - 1) + ["suspended"]
        assert found.count("suspended") == 5 - len(told)


def test_time_takes_each_step_once(acme: Customer):
    for _round in rounds():
        held = running(
            acme,
            effective_start_at=NOW - timedelta(days=365 * 3),
            commitment_end_at=NOW - timedelta(days=800),
            current_state_end_at=NOW - timedelta(days=800),
        )
        found = at_once(*[later(advance_subscription, subscription_id=held.pk)] * threads())
        assert sorted(map(int, map(str, found))) == [0] * (threads() - 1) + [3]
        assert len(succeeded(resource_id=str(held.pk))) == 3
        assert_chained(held)


def test_an_order_and_a_change_do_not_wait_for_each_other_for_ever(acme: Customer):
    """The order holds the customer and wants the subscription; the change holds the subscription,
    and its entry points at the customer."""
    product = sold(maximum_quantity=100_000)
    held = [running(acme, product=product) for _ in range(2)]
    lines = [MoreSeats(subscription_id=row.pk, quantity=1) for row in held]
    for number in rounds(10):
        found = at_once(
            later(place_order, customer_id=acme.pk, lines=lines),
            later(place_order, customer_id=acme.pk, lines=lines[::-1]),
            *(
                later(change_quantity, subscription_id=row.pk, quantity=quantity)
                for row in held
                for quantity in (1000 * number + 500, 1000 * number + 600)
            ),
        )
        assert not any(isinstance(item, str) for item in found)


def test_an_upgrade_and_a_change_find_the_same_subscription(acme: Customer):
    """Who waits for the row while its product changes still finds it."""
    source, target = sold(), sold(name="Microsoft 365 E5", list_price="54.75")
    for _round in rounds(10):
        held, user = running(acme, product=source), make_user(acme)
        found = at_once(
            later(upgrade, subscription_id=held.pk, product_id=target.pk),
            *(
                later(change_quantity, subscription_id=held.pk, quantity=quantity)
                for quantity in (11, 12, 13)
            ),
            later(update_licenses, user_id=user.pk, add=[held.pk]),
        )
        assert not any(isinstance(item, str) for item in found)
        assert_chained(held)


def test_no_subscription_runs_where_the_relationship_has_ended(customers: Iterator[Customer]):
    for customer, _round in zip(customers, rounds(), strict=False):
        held = suspended(customer)
        product = sold()
        line = NewSubscription(
            product_id=product.pk, quantity=1, term="P1Y", billing_cycle="monthly"
        )
        at_once(
            later(remove_relationship, customer_id=customer.pk),
            later(reactivate, subscription_id=held.pk),
            later(place_order, customer_id=customer.pk, lines=[line]),
        )
        customer.refresh_from_db()
        runs = customer.subscriptions.filter(status="active").exists()
        assert runs == (customer.relationship == "reseller")


def test_an_add_on_never_outlives_what_it_belongs_to(acme: Customer):
    plan = sold(name="Calling plan", is_add_on=True)
    for _round in rounds(10):
        parent = running(acme)
        line = NewSubscription(
            product_id=plan.pk,
            quantity=1,
            term="P1Y",
            billing_cycle="monthly",
            parent_id=parent.pk,
        )
        found = at_once(
            later(cancel, subscription_id=parent.pk),
            later(place_order, customer_id=acme.pk, lines=[line]),
        )
        parent.refresh_from_db()
        assert (parent.status == "deleted") != parent.add_ons.exists()
        assert "add_ons_present" in found or "parent_not_active" in found


def test_who_sees_yesterdays_end_waits_for_who_advances(acme: Customer):
    """A change and a step of time: one after the other, and the log tells in which order."""
    for _round in rounds():
        held = running(
            acme,
            effective_start_at=NOW - timedelta(days=366),
            commitment_end_at=YESTERDAY,
            current_state_end_at=YESTERDAY,
        )
        at_once(
            later(advance_subscription, subscription_id=held.pk),
            later(change_quantity, subscription_id=held.pk, quantity=12),
        )
        assert_chained(held)
        assert len(succeeded(resource_id=str(held.pk))) == 2
