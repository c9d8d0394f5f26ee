from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from activitylog.models import ActivityEntry
from customers.demo.story.scale import FEWEST_ENTRIES
from customers.models import Customer, Product, Subscription

NOW = datetime(2026, 11, 22, 17, 40, tzinfo=UTC)
Seed = Callable[..., str]


def seed(**options: Any) -> str:
    """Run the command, with few entries unless told otherwise; return what it printed."""
    out = StringIO()
    call_command("seed_demo", stdout=out, **{"entries": FEWEST_ENTRIES} | options)
    return out.getvalue()


def counts() -> list[int]:
    models: list[Any] = [get_user_model(), Product, Customer, Subscription, ActivityEntry]
    return [model.objects.count() for model in models]


@pytest.fixture
def seed_demo(db: None) -> Seed:
    return seed


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A demo for all tests of a file, which may change it: each is undone. What seeding printed.

    Seeding calls hundreds of services, so it is done once.
    """
    with django_db_blocker.unblock(), seeded(entries=FEWEST_ENTRIES) as printed:
        yield printed


@pytest.fixture(scope="module")
def usual_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The demo that `make run` shows."""
    with django_db_blocker.unblock(), seeded(entries=2000) as printed:
        yield printed


@contextmanager
def seeded(*, entries: int) -> Iterator[str]:
    with transaction.atomic():
        # A clock that stands still: what is decided by chance follows from the moment too.
        with time_machine.travel(NOW, tick=False):
            printed = seed(once=True, entries=entries)
        yield printed
        transaction.set_rollback(True)
