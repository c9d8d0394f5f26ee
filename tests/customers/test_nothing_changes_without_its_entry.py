"""Nothing of a customer is written but by a service, and each change has its entry.

All pages are driven while the database is watched: every write to a customer's table must come
from within a service. The customers that an import of records speaks of are the one exception.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activitylog.services import ingest
from customers.models import Customer, CustomerUser, Product, Subscription
from customers.services import Actor, Operation
from customers.services import subscriptions as subscription_services
from portal.plugins import Reading, Record
from tests.customers.driving import (
    World,
    drive,
    filled,
    form_of,
    order_trial,
    post_form,
    unchanged,
)
from tests.customers.importing import changed_csv, do_import, exported, said
from tests.customers.operations_table import TABLE
from tests.customers.operations_table.making import YESTERDAY
from tests.customers.operations_table.rows import name_of
from tests.customers.watching import Watch, changed_since, versions, watched
from tests.portal.addresses import routes
from tests.signing_in import signed_in
from tests.staff import make_staff


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once, for it takes longer than most of what is tried here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(Customer.objects.create(name="Müller & Söhne GmbH", domain="mueller.example"))
        transaction.set_rollback(True)


@pytest.fixture
def db(made: World) -> Iterator[None]:
    """In the place of the database of a test's own: what it does is undone, the world stays."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> World:
    return deepcopy(made)


def addresses(name: str, route: str, world: World) -> list[str]:
    if "<" not in route:
        return [reverse(name)]
    return [reverse(name, kwargs=keys) for keys in world.keys(route)]


ROUTES = {name: route for name, route in routes().items() if ":customers_" in name}


@pytest.mark.parametrize("name", ROUTES)
def test_each_page_changes_only_what_it_tells(name: str, world: World, as_alice: Client):
    """Looked at, sent as it came, and sent with other values."""
    for address in addresses(name, ROUTES[name], world):
        with watched():
            response = as_alice.get(address)
            form = form_of(response)
        if form is None:
            with watched():
                as_alice.post(address, {"post": "yes", "action": "delete_selected"})
            continue
        users = [str(world.without.pk)]
        for data in (unchanged(form), filled(form)):
            with watched():
                as_alice.post(address, data | ({"users": users} if "users" in form.fields else {}))


# Time's own.
WITHOUT_A_PAGE = {"customers.services.subscriptions.advancing.advance_subscription"}


def test_each_service_has_a_page_and_each_page_its_service(world: World, as_alice: Client):
    with watched() as watch:
        drive(as_alice, world)
    with watched() as adding:
        post_form(as_alice, "customer_add", domain="neu.example", customer_id="")
    with watched() as trying:
        order_trial(signed_in(make_staff("ulla", "User management admin")), world)
    everything = {name_of(row.operation) for row in TABLE}
    driven = watch.services | adding.services | trying.services
    assert everything - driven == WITHOUT_A_PAGE


@pytest.mark.parametrize(
    ("model", "thing", "cells"),
    [
        ("customer", "customer", {"City": "Köln", "Company name": "Contoso SE"}),
        ("product", "product", {"Name": "Neu"}),
        ("customeruser", "user", {"First name": "Änne"}),
        ("subscription", "running", {"Name": "Büro Köln"}),
    ],
)
def test_each_import_changes_only_what_it_tells(
    model: str, thing: str, cells: dict[str, str], world: World, as_alice: Client
):
    data = exported(as_alice, model)
    head, *rows = csv.reader(data.decode("utf-8-sig").splitlines())
    key = str(getattr(world, thing).pk)
    column = next(place for place, name in enumerate(head) if name.endswith(" ID"))
    (place,) = (place for place, row in enumerate(rows) if row[column] == key)
    with watched() as watch:
        page = do_import(as_alice, model, changed_csv(data, {place: cells}))
    assert watch.services, said(page)


def test_time_changes_only_what_it_tells(world: World):
    for row in (world.running, world.suspended, world.trial, world.pending):
        Subscription.objects.filter(pk=row.pk).update(current_state_end_at=YESTERDAY)
    with watched() as watch:
        call_command("advance_subscriptions", stdout=StringIO())
    assert watch.services == {name_of(subscription_services.advance_subscription)}


def test_records_from_elsewhere_bring_customers_and_change_none(world: World):
    """The named exception: the record that speaks of a customer is the entry."""
    unknown = UUID("6b0ff9d9-4ba4-44ea-9ef0-0c10d0e4a0f3")
    records = [
        Record(
            occurred_at=datetime(2026, 1, 1, tzinfo=UTC),
            action="add_customer",
            resource_type="customer",
            status="succeeded",
            customer_id=key,
            customer_name="Fabrikam AG",
        )
        for key in (unknown, world.customer.pk)
    ]
    before = versions()
    watch = Watch()
    with connection.execute_wrapper(watch):
        assert list(ingest([Reading(1, b"", record) for record in records], source="test"))
    assert watch.strays == []
    assert watch.resolved == 1
    assert changed_since(before) == {str(unknown): 1}


def test_the_watch_sees_who_goes_past_a_service(world: World):
    with pytest.raises(AssertionError, match="UPDATE"), watched():
        Product.objects.update(name="Neu")


def test_the_watch_sees_a_change_that_no_entry_tells(world: World):
    def rename(*, actor: Actor) -> None:
        world.user.version += 1
        world.user.save()

    with pytest.raises(AssertionError, match=str(world.user.pk)), watched():
        Operation("customers.manage_customeruser", rename)(actor=Actor(application="test"))


def test_the_watch_sees_a_change_past_the_version(world: World):
    def rename(*, actor: Actor) -> None:
        CustomerUser.objects.filter(pk=world.user.pk).update(first_name="Änne")

    with pytest.raises(AssertionError, match="first_name"), watched():
        Operation("customers.manage_customeruser", rename)(actor=Actor(application="test"))


# Who could write.

WRITES = {
    *("save", "create", "delete", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update", "raw", "execute", "executemany", "cursor"),
    *("asave", "acreate", "adelete", "aget_or_create", "aupdate_or_create"),
    *("abulk_create", "abulk_update", "aupdate"),
}
# Where customers are written on purpose, and what else has such a name.
ALLOWED = {
    "customers/resolver.py": {"Customer.objects.bulk_create"},
    "customers/folding.py": {
        "super().save",
        "super().bulk_create",
        "super().bulk_update",
    },
    "customers/demo/accounts.py": {"users.create"},
}


def writes(path: Path) -> Iterator[str]:
    """The calls that may write rows: `update` is one where it has keywords, as querysets have."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            is_update = node.func.attr == "update" and node.keywords
            if node.func.attr in WRITES or is_update:
                yield ast.unparse(node.func)


def test_only_services_are_written_to_write():
    found: dict[str, set[str]] = {}
    for room in ("customers", "partnercenter"):
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            name = path.relative_to(settings.BASE_DIR).as_posix()
            if not name.startswith("customers/services/") and "/migrations/" not in name:
                found[name] = set(writes(path))
    assert {name: calls for name, calls in found.items() if calls} == ALLOWED
