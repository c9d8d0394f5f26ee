"""Several people give seats away, or take them back, in the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from customers.services.licenses import assign_licenses, revoke_licenses, update_licenses
from customers.services.subscriptions import (
    change_quantity,
)
from customers.services.users import delete_user
from tests.customers.at_once import (
    assert_never_oversold,
    at_once,
    later,
    rounds,
    succeeded,
    threads,
)
from tests.customers.operations_table.making import (
    license_to,
    make_user,
    running,
)

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.django_db(transaction=True)


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
