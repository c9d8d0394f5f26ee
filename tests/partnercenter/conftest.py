from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User


@pytest.fixture
def program(alice: User) -> Client:
    """A client with a token that may read the activity log."""
    return program_of(alice, "activity:read")
