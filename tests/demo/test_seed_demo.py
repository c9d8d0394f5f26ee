"""`manage.py seed_demo`: the first thing that someone who tries the portal sees."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.demo import seeding
from customers.models import Customer, Product, Subscription
from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.roles import ROLES

if TYPE_CHECKING:
    from tests.demo.conftest import Seed


def counts() -> list[int]:
    models: list[Any] = [get_user_model(), Product, Customer, Subscription, ActivityEntry]
    return [model.objects.count() for model in models]


def test_it_makes_a_whole_partner(seed_demo: Seed):
    printed = seed_demo()
    users, products, customers, subscriptions, entries = counts()
    assert (users, products, customers, entries) == (6, 25, 120, 60)
    assert 400 < subscriptions < 500
    assert f"Added 6 accounts, 25 products, 120 customers, 60 entries, {subscriptions}" in printed


def test_it_prints_sign_ins_that_work_one_for_each_role(seed_demo: Seed):
    printed = seed_demo()
    assert {account.role for account in DEMO_ACCOUNTS} == {role.code for role in ROLES}
    for account in DEMO_ACCOUNTS:
        user = authenticate(username=account.username, password=DEMO_PASSWORD)
        assert user is not None
        name = next(role.name for role in ROLES if role.code == account.role)
        assert [group.name for group in user.groups.all()] == [name]
        assert user.is_staff
        assert not user.is_superuser
        assert f"{name:<24}{account.username:<20}{DEMO_PASSWORD}" in printed


def test_some_entries_are_recorded_days_late(seed_demo: Seed):
    seed_demo()
    lags = [entry.recorded_at - entry.occurred_at for entry in ActivityEntry.objects.all()]
    assert min(lags) > timedelta()
    assert max(lags) > timedelta(days=1)
    assert max(entry.recorded_at for entry in ActivityEntry.objects.all()) <= timezone.now()


def test_the_same_again_adds_nothing(seed_demo: Seed):
    seed_demo()
    before = counts()
    printed = seed_demo()
    assert counts() == before
    assert "Added 0 accounts, 0 products, 0 customers, 0 entries, 0 subscriptions." in printed


def test_it_adds_nothing_days_later_either(seed_demo: Seed):
    seed_demo()
    before = counts()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        seed_demo()
    assert counts() == before


def test_another_seed_is_another_partner(seed_demo: Seed):
    seed_demo(seed=1)
    seed_demo(seed=2)
    assert Customer.objects.count() == 240
    assert ActivityEntry.objects.count() == 120


def test_once_leaves_a_database_with_customers_alone(seed_demo: Seed):
    Customer.objects.create(name="Real")
    printed = seed_demo(once=True)
    assert counts() == [0, 0, 1, 0, 0]
    assert DEMO_PASSWORD in printed


def test_once_fills_an_empty_database(seed_demo: Seed):
    seed_demo(once=True)
    assert Customer.objects.count() == 120


def test_once_completes_what_was_interrupted(seed_demo: Seed):
    world = seeding.world_of(1)
    seeding.make_customers(world)
    seed_demo(once=True)
    assert Customer.objects.count() == 120
    assert ActivityEntry.objects.count() == 60
    assert Subscription.objects.exists()


def test_it_leaves_a_changed_password_alone(seed_demo: Seed):
    seed_demo()
    user = get_user_model().objects.get(username="anna.weiss")
    user.set_password("my very own password")
    user.save()
    seed_demo()
    assert authenticate(username="anna.weiss", password="my very own password")


@pytest.mark.parametrize("number", ["-1", "many", "1.5"])
def test_it_refuses_a_number_that_is_none(db: None, number: str):
    with pytest.raises(CommandError, match="not a whole number"):
        call_command("seed_demo", f"--entries={number}")


def test_it_can_do_without_entries(seed_demo: Seed):
    seed_demo(entries=0)
    assert not ActivityEntry.objects.exists()
    assert Subscription.objects.exists()
