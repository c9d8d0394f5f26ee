from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from tests.analytics.dealing import BERLIN
from tests.analytics.story import Story, tell


@pytest.fixture
def story(db: None) -> Story:
    return tell()


@pytest.fixture
def in_berlin() -> Iterator[datetime]:
    """The reader is in Berlin, on Saturday 15 April 2028 at two in the afternoon.

    February had 29 days; clocks were put forward on 26 March.
    """
    now = datetime(2028, 4, 15, 12, tzinfo=UTC)
    with time_machine.travel(now, tick=False), timezone.override(BERLIN):
        yield now
