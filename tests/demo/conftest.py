from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

Seed = Callable[..., str]


@pytest.fixture
def seed_demo(db: None) -> Seed:
    """Run the command, with few entries unless told otherwise; return what it printed."""

    def seed(**options: Any) -> str:
        out = StringIO()
        call_command("seed_demo", stdout=out, **{"entries": 60} | options)
        return out.getvalue()

    return seed
