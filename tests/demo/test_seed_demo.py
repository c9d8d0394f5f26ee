"""`manage.py seed_demo`: the first thing that someone who tries the portal sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError
from django.db.models import Sum

from activitylog.counting.checking import check
from activitylog.models import CountedQuarter
from customers.demo.story.scale import FEWEST_ENTRIES
from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.roles import ROLES
from tests.demo.conftest import NOW, Seed, counts

pytestmark = pytest.mark.django_db

ANOTHERS = "There are customers or products that the demo would make"


def test_it_makes_a_whole_partner(demo: str):
    users, products, customers, subscriptions, entries = counts()
    assert (users, products, customers, entries) == (6, 33, 14, FEWEST_ENTRIES)
    assert subscriptions > 60
    assert (
        f"Added 6 accounts, 33 products, 14 customers, {subscriptions} subscriptions, "
        f"{FEWEST_ENTRIES} entries." in demo
    )


def test_it_prints_sign_ins_that_work_one_for_each_role(demo: str):
    assert {account.role for account in DEMO_ACCOUNTS} == {role.code for role in ROLES}
    for account in DEMO_ACCOUNTS:
        user = authenticate(username=account.username, password=DEMO_PASSWORD)
        assert user is not None
        name = next(role.name for role in ROLES if role.code == account.role)
        assert [group.name for group in user.groups.all()] == [name]
        assert user.is_staff
        assert not user.is_superuser
        assert f"{name:<24}{account.username:<20}{DEMO_PASSWORD}" in demo


@pytest.mark.parametrize("once", [False, True])
def test_the_same_again_adds_nothing(demo: str, seed_demo: Seed, once: bool):
    before = counts()
    with time_machine.travel(NOW + timedelta(days=3)):
        printed = seed_demo(once=once)
    assert counts() == before
    nothing = "Added 0 accounts, 0 products, 0 customers, 0 subscriptions, 0 entries."
    assert nothing in printed


def test_more_entries_are_added_to_the_customers_that_are_there(demo: str, seed_demo: Seed):
    before = counts()
    with time_machine.travel(NOW):
        seed_demo(entries=FEWEST_ENTRIES + 1100)
    assert counts() == [*before[:-1], FEWEST_ENTRIES + 1100]


def test_what_it_tells_later_of_earlier_times_is_counted(demo: str, seed_demo: Seed):
    assert CountedQuarter.objects.aggregate(sum=Sum("entries"))["sum"] == FEWEST_ENTRIES
    with time_machine.travel(NOW + timedelta(days=3)):
        seed_demo(entries=FEWEST_ENTRIES + 100)
    assert CountedQuarter.objects.aggregate(sum=Sum("entries"))["sum"] == FEWEST_ENTRIES + 100
    assert [difference for _entries, found in check() for difference in found] == []


def test_it_leaves_a_changed_password_alone(demo: str, seed_demo: Seed):
    user = get_user_model().objects.get(username="anna.weiss")
    user.set_password("my very own password")
    user.save()
    seed_demo()
    assert authenticate(username="anna.weiss", password="my very own password")


def test_another_seed_does_not_mix_with_it(demo: str, seed_demo: Seed):
    before = counts()
    with pytest.raises(CommandError, match=ANOTHERS):
        seed_demo(seed=2)
    assert counts()[1:] == before[1:]
