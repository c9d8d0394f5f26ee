from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from customers.models import Customer
from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User


@pytest.fixture
def program(alice: User) -> Client:
    """A client with a token that may read the activity log."""
    return program_of(alice, "activity:read")


@pytest.fixture
def reader(alice: User) -> Client:
    """A client with a token that may read customers and what belongs to them."""
    return program_of(alice, "customers:read")


@pytest.fixture
def other(db: None) -> Customer:
    """Another customer than acme."""
    return Customer.objects.create(name="Other", domain="other.example")
