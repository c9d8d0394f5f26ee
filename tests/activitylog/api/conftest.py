from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tokens import program_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User


@pytest.fixture
def program(alice: User) -> Client:
    """A program that may read the log."""
    return program_of(alice, "activity:read")
