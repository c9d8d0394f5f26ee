from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.checks import Error
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from activitylog import triggers
from activitylog.checks import entries_are_guarded
from activitylog.models import ActivityEntry

if TYPE_CHECKING:
    from tests.conftest import MakeEntry

Change = Callable[[ActivityEntry], object]
CUSTOMER_SIDE = ("customers", "activitylog")
TABLE = triggers.TABLE


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def bulk_update(entry: ActivityEntry) -> None:
    entry.status = "changed"
    ActivityEntry.objects.bulk_update([entry], ["status"])


CHANGES: dict[str, Change] = {
    "save": lambda entry: entry.save(),
    "update": lambda entry: ActivityEntry.objects.update(status="changed"),
    "bulk update": bulk_update,
    "update of its own key": lambda entry: run(f"UPDATE {TABLE} SET id = id"),
    "delete": lambda entry: entry.delete(),
    "bulk delete": lambda entry: ActivityEntry.objects.all().delete(),
    "plain delete": lambda entry: run(f"DELETE FROM {TABLE}"),
}


def refuses(change: Change, entry: ActivityEntry) -> bool:
    try:
        with transaction.atomic():
            change(entry)
    except DatabaseError as error:
        return triggers.MESSAGE in str(error)
    return False


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_it_refuses_every_change(change: Change, make_entry: MakeEntry) -> None:
    entry = make_entry(status="succeeded")
    assert refuses(change, entry)
    assert ActivityEntry.objects.get().status == "succeeded"


def test_it_leaves_an_entry_that_another_is_put_in_the_place_of(make_entry: MakeEntry) -> None:
    entry = make_entry(status="succeeded")
    columns = ", ".join(
        f.attname for f in ActivityEntry._meta.concrete_fields if f.name != "status"
    )
    put = f"INTO {TABLE} ({columns}, status) SELECT {columns}, 'changed' FROM {TABLE}"
    upsert = f"INSERT {put} WHERE true ON CONFLICT (id) DO UPDATE SET status = excluded.status"
    if connection.vendor == "sqlite":
        # As on a connection that is not the portal's own.
        run("PRAGMA recursive_triggers = OFF")
        run(f"INSERT OR REPLACE {put}")
        run(upsert)
        run("PRAGMA recursive_triggers = ON")
    else:
        assert refuses(lambda entry: run(upsert), entry)
    assert ActivityEntry.objects.get().status == "succeeded"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
@pytest.mark.parametrize("table", [TABLE, "customers_customer"])
def test_it_refuses_to_be_emptied(table: str, make_entry: MakeEntry) -> None:
    entry = make_entry()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    assert refuses(lambda entry: run(f"TRUNCATE {table} CASCADE"), entry)
    assert ActivityEntry.objects.exists()


def lift(number: int) -> str:
    run(triggers.drop_statements(connection.vendor)[number])
    (name,) = triggers.missing("default")
    return name


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.django_db
def test_it_is_missed_by_the_system_check(number: int) -> None:
    name = lift(number)
    (error,) = entries_are_guarded(None, databases=["default"])
    assert isinstance(error, Error)
    assert error.id == "activitylog.E001"
    assert name in error.msg


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot disable triggers")
@pytest.mark.django_db
def test_it_is_missed_when_it_is_only_disabled() -> None:
    run(f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL")
    assert len(triggers.missing("default")) == 2


@pytest.mark.django_db
def test_it_is_missed_by_the_health_page(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    lift(0)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "problems": ["activitylog.E001"]}


def test_it_can_be_put_back(make_entry: MakeEntry) -> None:
    name = lift(0)
    out = StringIO()
    call_command("restore_guards", stdout=out)
    assert out.getvalue() == f"Put back: {name}.\n"
    assert refuses(CHANGES["update"], make_entry())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot disable triggers")
def test_it_can_be_put_back_when_it_is_only_disabled(make_entry: MakeEntry) -> None:
    run(f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL")
    call_command("restore_guards", stdout=StringIO())
    assert triggers.missing("default") == []
    assert refuses(CHANGES["update"], make_entry())


@pytest.mark.django_db
def test_it_says_when_nothing_was_missing() -> None:
    out = StringIO()
    call_command("restore_guards", stdout=out)
    assert out.getvalue() == "Nothing was missing.\n"


def keys_with_constraint(labels: tuple[str, ...]) -> set[tuple[str, str]]:
    """What points at what, as far as the database itself holds it."""
    return {
        (model._meta.app_label, field.related_model._meta.label)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in labels
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey)
        and vars(field)["db_constraint"]
        and not isinstance(field.related_model, str)
    }


def test_entries_point_at_customers_only() -> None:
    assert keys_with_constraint(("activitylog",)) == {("activitylog", "customers.Customer")}


def test_nothing_points_at_entries() -> None:
    every = tuple(config.label for config in apps.get_app_configs())
    assert not [pair for pair in keys_with_constraint(every) if "ActivityEntry" in pair[1]]


def test_customers_and_accounts_do_not_point_at_each_other() -> None:
    every = tuple(config.label for config in apps.get_app_configs())
    mixed = {
        (label, target)
        for label, target in keys_with_constraint(every)
        if (label in CUSTOMER_SIDE) != (target.split(".")[0] in CUSTOMER_SIDE)
    }
    assert mixed == set()
