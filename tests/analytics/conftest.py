from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from activitylog.counting.reading import counted_log
from tests.analytics.reading import BERLIN
from tests.analytics.story import Story, tell

NOW = datetime(2026, 11, 22, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """The story, told once for all tests of a file, which may change it: each is undone.

    From its first use on it is there for the other tests of the file too.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW):
            story = tell()
            with counted_log(seconds=60):
                pass
        yield story
        transaction.set_rollback(True)


@pytest.fixture
def story(told: Story, db: None, now: datetime) -> Story:
    """The story, at the moment at which it ends."""
    return told


@pytest.fixture
def now() -> Iterator[datetime]:
    """A Sunday, and no day of the calendar on which the tests happen to run."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def in_berlin() -> Iterator[datetime]:
    """The reader is in Berlin, on Saturday 15 April 2028 at two in the afternoon.

    February had 29 days; clocks were put forward on 26 March.
    """
    now = datetime(2028, 4, 15, 12, tzinfo=UTC)
    with time_machine.travel(now, tick=False), timezone.override(BERLIN):
        yield now
