"""The database itself refuses to change what was recorded.

Every migration that touches the table of entries ends with `install`: SQLite drops a table's
triggers whenever it remakes the table.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "activitylog_activityentry"
MESSAGE = "Entries of the activity log are never changed or removed."

_REFUSE = f"RAISE(ABORT, '{MESSAGE}')"
_SQLITE = {
    f"{TABLE}_no_update": (f"BEFORE UPDATE ON {TABLE}", _REFUSE),
    f"{TABLE}_no_delete": (f"BEFORE DELETE ON {TABLE}", _REFUSE),
    # INSERT OR REPLACE removes the old row without firing the trigger above. What stands, stays.
    f"{TABLE}_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",
        "RAISE(IGNORE)",
    ),
}
_POSTGRESQL = {
    f"{TABLE}_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    f"{TABLE}_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
_POSTGRESQL_FUNCTION = f"{TABLE}_refuse"


def create_statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {name} {event} BEGIN SELECT {action}; END"
            for name, (event, action) in _SQLITE.items()
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {_POSTGRESQL_FUNCTION}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    return [
        function,
        *(
            f"CREATE OR REPLACE TRIGGER {name} {event} EXECUTE FUNCTION {_POSTGRESQL_FUNCTION}()"
            for name, event in _POSTGRESQL.items()
        ),
    ]


def drop_statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    return [f"DROP TRIGGER IF EXISTS {name} ON {TABLE}" for name in _POSTGRESQL]


def install(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def uninstall(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def missing(alias: str) -> list[str]:
    """The names of the triggers that this database should have and lacks."""
    connection: BaseDatabaseWrapper = connections[alias]
    wanted: Collection[str]
    if connection.vendor == "sqlite":
        wanted, query = _SQLITE, "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        wanted = _POSTGRESQL
        query = (
            "SELECT tgname FROM pg_trigger "
            f"WHERE tgrelid = to_regclass('{TABLE}') AND tgenabled IN ('O', 'A')"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in present]
