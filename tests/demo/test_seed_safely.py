"""`manage.py seed_demo` on a database that is somebody's, or that it cannot finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from activitylog.models import ActivityEntry
from customers.demo import seeding
from customers.demo.story.scale import FEWEST_ENTRIES
from customers.models import Customer, Product
from portal.demo import DEMO_PASSWORD
from tests.demo.conftest import counts

if TYPE_CHECKING:
    from tests.demo.conftest import Seed

pytestmark = pytest.mark.django_db


def test_it_does_not_begin_where_its_products_are_somebodys(seed_demo: Seed):
    Product.objects.create(name="Real", sku="CFQ7TTC0LH18:0001")
    with pytest.raises(CommandError, match="customers or products that the demo would make"):
        seed_demo()
    assert counts()[1:] == [1, 0, 0, 0]


def test_once_leaves_a_database_with_customers_alone(seed_demo: Seed):
    Customer.objects.create(name="Real")
    printed = seed_demo(once=True)
    assert counts() == [0, 0, 1, 0, 0]
    assert DEMO_PASSWORD in printed


def test_what_is_interrupted_leaves_nothing():
    world = seeding.world_of(1)
    changes = seeding.make_changes(world, FEWEST_ENTRIES)
    while next(changes) < 60:
        pass
    assert ActivityEntry.objects.exists()
    changes.close()
    assert counts() == [0, 0, 0, 0, 0]
    assert not seeding.is_seeded(1)


@pytest.mark.parametrize("number", ["-1", "many", "1.5"])
def test_it_refuses_a_number_that_is_none(number: str):
    with pytest.raises(CommandError, match="not a whole number"):
        call_command("seed_demo", f"--entries={number}")


def test_it_refuses_too_few_entries():
    with pytest.raises(CommandError, match=f"at least {FEWEST_ENTRIES} entries"):
        call_command("seed_demo", f"--entries={FEWEST_ENTRIES - 1}")
