"""Who was slower is told so; a fault is not taken for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from activitylog.models import ActivityEntry
from customers.models import Customer, Subscription
from customers.services import Actor, Refused
from customers.services.changes import edit
from customers.services.kinds import CUSTOMER
from tests.customers.making import make_subscription

if TYPE_CHECKING:
    from portal.models import User


def rename_and(customer: Customer, actor: Actor, also: Callable[[], object]) -> None:
    def change(_now: object) -> None:
        customer.name = "Contoso"

    def too() -> None:
        also()

    with transaction.atomic():
        edit(CUSTOMER, customer, actor=actor, action="change_company_name", change=change, also=too)


def test_a_second_one_of_the_same_is_a_conflict(alice: User, acme: Customer):
    twice = [Customer(pk=acme.pk, name="Again")]
    with pytest.raises(Refused) as refused:
        rename_and(acme, Actor(user=alice), lambda: Customer.objects.bulk_create(twice))
    assert refused.value.code == "conflict"


def test_a_unique_value_that_is_taken_is_a_conflict(alice: User, acme: Customer):
    Customer.objects.create(name="Fabrikam", domain="fabrikam.example")
    with pytest.raises(Refused) as refused:
        rename_and(
            acme,
            Actor(user=alice),
            lambda: Customer.objects.filter(pk=acme.pk).update(domain="fabrikam.example"),
        )
    assert refused.value.code == "conflict"


def test_a_row_that_no_database_keeps_is_a_fault(alice: User, acme: Customer):
    held = make_subscription(acme)
    rows = Subscription.objects.filter(pk=held.pk)
    with pytest.raises(IntegrityError):
        rename_and(acme, Actor(user=alice), lambda: rows.update(quantity=0))
    assert not ActivityEntry.objects.exists()
