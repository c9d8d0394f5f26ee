"""The cast: alice may do everything, bob may look, charlie nothing; gloria and dave have a role.

And what tests share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from activitylog import triggers
from activitylog.models import ActivityEntry
from activitylog.services import ingest
from customers.models import Customer
from portal.models import User
from portal.plugins import Reading, Record
from tests.signing_in import signed_in
from tests.staff import make_staff

pytest_plugins = ["tests.browser.fixtures"]

LOOKING = (
    "view_activityentry",
    "export_activityentry",
    "view_customer",
    "view_subscription",
    "view_customer_subscriptions",
)


@pytest.fixture(scope="session", autouse=True)
def _nobody_left_in_the_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A thread of the live server may outlive its last request: PostgreSQL would then refuse to
    remove the test database, and the run would end with an error."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _own_reader() -> Iterator[None]:
    """Each test begins in English and UTC, whatever the last one read in."""
    timezone.deactivate()
    with translation.override("en"):
        yield
    timezone.deactivate()


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_superuser(
        "alice", "alice@partner.example", "alice's password", first_name="Alice", last_name="Ames"
    )


@pytest.fixture
def bob(db: None) -> User:
    user = User.objects.create_user(
        "bob", "bob@partner.example", "bob's password", is_staff=True, first_name="Bob"
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=LOOKING))
    return user


@pytest.fixture
def charlie(db: None) -> User:
    return User.objects.create_user(
        "charlie", "charlie@partner.example", "charlie's password", is_staff=True
    )


@pytest.fixture
def gloria(db: None) -> User:
    """A global admin, who is no superuser."""
    return make_staff("gloria", "Global admin", email="gloria@partner.example")


@pytest.fixture
def dave(db: None) -> User:
    return make_staff("dave", "Helpdesk agent", email="dave@partner.example")


@pytest.fixture
def as_gloria(gloria: User) -> Client:
    return signed_in(gloria)


@pytest.fixture
def as_alice(alice: User) -> Client:
    return signed_in(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return signed_in(bob)


@pytest.fixture
def as_charlie(charlie: User) -> Client:
    return signed_in(charlie)


@pytest.fixture
def acme(db: None) -> Customer:
    return Customer.objects.create(
        id=UUID("0c39d6d5-c70d-4c55-bc02-f620844f3fd1"),
        name="Müller & Söhne GmbH",
        domain="mueller-soehne.example",
    )


AN_HOUR_AGO = timedelta(hours=1)
MakeEntry = Callable[..., ActivityEntry]


@pytest.fixture
def make_entry(db: None) -> MakeEntry:
    """Ingest one entry, an hour old unless told otherwise, and return it."""
    numbers = count(1)

    def make(**values: Any) -> ActivityEntry:
        number = next(numbers)
        usual: dict[str, Any] = {
            "occurred_at": datetime.now(UTC) - AN_HOUR_AGO + timedelta(seconds=number),
            "action": "create_order",
            "resource_type": "order",
            "status": "succeeded",
            "partner_user": "petra@partner.example",
            "external_id": f"test-{number}",
        }
        record = Record(**usual | values)
        (outcome,) = ingest([Reading(number, b"", record)], source="test")
        assert outcome.entry_id, f"{outcome.field}: {outcome.reason}"
        return ActivityEntry.objects.get(pk=outcome.entry_id)

    return make


# Emptying the database after a test that commits would hit the triggers that guard the log.
# They are lifted around that flush here; the product has no switch for it.
_flush = BaseDatabaseOperations.execute_sql_flush


def _flush_without_guards(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
    connection: BaseDatabaseWrapper = connections[self.connection.alias]
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection.vendor):
            cursor.execute(statement)
    try:
        _flush(self, sql_list)
    finally:
        with connection.cursor() as cursor:
            for statement in triggers.create_statements(connection.vendor):
                cursor.execute(statement)


# To replace the method is the point.
BaseDatabaseOperations.execute_sql_flush = _flush_without_guards  # type: ignore[method-assign]
