from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User


@pytest.fixture
def program(alice: User) -> Client:
    """Alice's program, which may read and write customers."""
    return program_of(alice, "customers:read", "customers:write", name="Nightly sync")
