"""Several people change the same things in the same moment."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

import pytest

from customers.consistency import check_movements, check_subscriptions
from customers.models import Customer
from customers.services import Actor
from customers.services.customers import remove_relationship
from customers.services.licenses import assign_licenses, update_licenses
from customers.services.orders import MoreSeats, NewSubscription, place_order
from customers.services.subscriptions import (
    advance_subscription,
    cancel,
    change_quantity,
    reactivate,
    suspend,
    upgrade,
)
from customers.services.users import delete_user
from tests.customers.at_once import (
    SLOW,
    assert_chained,
    at_once,
    entries,
    later,
    rounds,
    succeeded,
    threads,
)
from tests.customers.operations_table.making import (
    NOW,
    YESTERDAY,
    make_user,
    running,
    sold,
    suspended,
)

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_ledger_log_and_rows_agree_whoever_was_first(acme: Customer):
    """Changes, licenses, users and orders of one subscription in one moment."""
    line = NewSubscription(product_id=sold().pk, quantity=20, term="P1Y", billing_cycle="monthly")
    for _round in rounds():
        order = place_order(actor=Actor(application="test"), customer_id=acme.pk, lines=[line])
        key = order.lines.get().subscription_id
        users = [make_user(acme) for _number in range(4)]
        at_once(
            later(change_quantity, subscription_id=key, quantity=25),
            later(suspend, subscription_id=key),
            later(reactivate, subscription_id=key),
            later(update_licenses, user_id=users[0].pk, add=[key]),
            later(assign_licenses, subscription_id=key, user_ids=[users[1].pk, users[2].pk]),
            later(delete_user, user_id=users[1].pk),
            later(
                place_order,
                customer_id=acme.pk,
                lines=[line, MoreSeats(subscription_id=key, quantity=2)],
            ),
        )
    found = [str(item) for batch in check_movements() for item in batch.differences]
    assert found == []


def test_the_recount_finds_and_replaces_nothing_while_people_work(acme: Customer):
    line = NewSubscription(product_id=sold().pk, quantity=5, term="P1Y", billing_cycle="monthly")
    order = place_order(actor=Actor(application="test"), customer_id=acme.pk, lines=[line] * 3)
    keys = list(order.lines.values_list("subscription", flat=True))
    user = make_user(acme)

    def work(quantities: range) -> None:
        for quantity in quantities:
            for key in keys:
                later(change_quantity, subscription_id=key, quantity=quantity)()
                later(update_licenses, user_id=user.pk, add=[key])()
                later(update_licenses, user_id=user.pk, remove=[key])()

    def recount() -> int:
        batches = [batch for _round in rounds(6) for batch in check_movements(write=True)]
        return sum(len(batch.differences) + batch.written for batch in batches)

    found = at_once(partial(work, range(6, 16)), partial(work, range(16, 26)), recount, recount)
    assert found == [None, None, 0, 0]


def test_the_check_finds_no_difference_while_people_work(acme: Customer):
    line = NewSubscription(product_id=sold().pk, quantity=1, term="P1Y", billing_cycle="monthly")
    order = place_order(actor=Actor(application="test"), customer_id=acme.pk, lines=[line] * 3)
    keys = list(order.lines.values_list("subscription", flat=True))

    def work(quantities: range) -> None:
        for quantity in quantities:
            for key in keys:
                later(change_quantity, subscription_id=key, quantity=quantity)()

    def check() -> int:
        return sum(len(found) for _round in rounds(10) for _n, found in check_subscriptions())

    found = at_once(partial(work, range(2, 30)), partial(work, range(30, 60)), check, check)
    assert found == [None, None, 0, 0]
