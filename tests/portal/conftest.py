from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.portal.counting import counting
from tests.tokens import program_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User


@pytest.fixture
def calls() -> Iterator[list[Any]]:
    """What the counting endpoint was sent."""
    with counting() as calls:
        yield calls


@pytest.fixture
def program(alice: User) -> Client:
    """A program that may write to the counting endpoint."""
    return program_of(alice, "customers:write")
