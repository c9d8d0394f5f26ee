"""The commands of docs/backup.md, performed as they stand there, into a second database."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.sql import SQL, Identifier

from activitylog import triggers
from activitylog.models import ActivityEntry
from tests.activitylog.log import fill, record, take
from tests.command_line import OF_THE_TESTS, SECRET_KEY, SETTINGS, address_of

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(settings.BASE_DIR)
ODD = '{"a":\r\n "Grüße\x01\x1f\u2028\U0001f600",\n"b": 1.10}\r'
SQLITE = "sqlite:///portal.sqlite3"
TAMPERING = (
    "UPDATE activitylog_activityentry SET status = 'altered'",
    "DELETE FROM activitylog_activityentry",
)
# Signs in to the restored portal and opens the log.
VISIT = """
import django
django.setup()
from django.test import Client
client = Client()
assert client.get("/healthz").json() == {"status": "ok", "problems": []}
answer = client.post("/admin/login/", {"username": "alice", "password": "alice's password"})
assert answer.status_code == 302, answer.content
given = {"customer_name": "müller", "date_from": "", "date_to": ""}
assert "=Müller" in client.get("/admin/activitylog/activityentry/", given).content.decode()
"""
Rows = dict[str, list[tuple[Any, ...]]]


def commands(heading: str) -> str:
    """What the document tells to type below a heading."""
    text = (ROOT / "docs" / "backup.md").read_text("utf-8").partition(f" {heading}\n")[2]
    (block,) = re.findall(r"```console\n(.*?)```", text.partition("\n#")[0], re.DOTALL)
    return "\n".join(line.removeprefix("$ ") for line in block.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The portal's folder, as far as the commands know it."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "manage.py").symlink_to(ROOT / "manage.py")
    (tmp_path / ".env").write_text("SECRET_KEY=kept\n", "utf-8")
    return tmp_path


@pytest.fixture
def history(alice: User, acme: Customer) -> str:
    """301 entries; returns the newest in words."""
    texts = {"old_value": ODD, "new_value": ODD, "details": ODD, "extra": ODD, "status": ODD[:40]}
    take(record(customer_id=acme.pk, customer_name="=Müller", partner_user="petra", **texts))
    fill(300)
    return str(ActivityEntry.objects.all()[0])


def perform(folder: Path, text: str, database: str, **more: str) -> str:
    """What the commands print. They end at the first that fails."""
    inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    given = {"SECRET_KEY": SECRET_KEY, "DATABASE_URL": database} | more
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text],
        cwd=folder,
        env=inherited | dict.fromkeys(SETTINGS, "") | given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ensure_it_serves(folder: Path, database: str, newest: str) -> None:
    printed = perform(folder, commands("Check what was restored"), database)
    assert "No migrations to apply." in printed
    assert printed.strip().splitlines()[-1] == f"301 {newest}"
    assert (folder / ".env").read_text("utf-8") == "SECRET_KEY=kept\n"
    visit = f"'{sys.executable}' -W ignore - <<'EOF'\n{VISIT}\nEOF"
    paths = {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    perform(folder, visit, database, **paths)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this run has no SQLite")
def test_sqlite_is_restored_as_documented(folder: Path, history: str) -> None:
    live, restored = connection.settings_dict["NAME"], folder / "portal.sqlite3"
    restored.symlink_to(live)
    before = rows_of_sqlite(live)
    assert Path(f"{live}-wal").stat().st_size, "all of it stands in one file already"

    assert perform(folder, commands("Back up SQLite"), SQLITE) == "ok\n"
    take(record(external_id="after the backup"))
    perform(folder, commands("Restore SQLite"), SQLITE)

    assert not restored.is_symlink()
    assert rows_of_sqlite(restored) == before
    database = sqlite3.connect(restored)
    for statement in TAMPERING:
        with pytest.raises(sqlite3.IntegrityError, match=triggers.MESSAGE):
            database.execute(statement)
    database.close()
    ensure_it_serves(folder, SQLITE, history)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="this run has no PostgreSQL")
@pytest.mark.skipif(which("pg_dump") is None, reason="there is no pg_dump here")
def test_postgresql_is_restored_as_documented(folder: Path, history: str) -> None:
    live = address_of(connection.settings_dict)
    name = f"portal_restored_{uuid4().hex}"
    restored = live.rpartition("/")[0] + f"/{name}"
    before = rows_of_postgresql(live)
    restore = commands("Restore PostgreSQL").replace("portal_restored", name)

    perform(folder, commands("Back up PostgreSQL"), live)
    take(record(external_id="after the backup"))
    try:
        perform(folder, restore, live)
        assert rows_of_postgresql(restored) == before
        for statement in (*TAMPERING, "TRUNCATE activitylog_activityentry"):
            with (
                psycopg.connect(restored) as database,
                pytest.raises(psycopg.errors.RestrictViolation, match=triggers.MESSAGE),
            ):
                database.execute(statement)
        ensure_it_serves(folder, restored, history)
    finally:
        perform(folder, f'dropdb --if-exists --maintenance-db "$DATABASE_URL" {name}', live)


def rows_of_sqlite(file: str | Path) -> Rows:
    """All rows of all tables."""
    database = sqlite3.connect(file)
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    tables = [name for (name,) in database.execute(names)]
    found = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    database.close()
    return {name: sorted(rows, key=str) for name, rows in found.items()}


def rows_of_postgresql(address: str) -> Rows:
    """All rows of all tables."""
    with psycopg.connect(address) as database:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        tables = [name for (name,) in database.execute(names)]
        found = {
            name: database.execute(SQL("SELECT * FROM {}").format(Identifier(name))).fetchall()
            for name in tables
        }
    return {name: sorted(rows, key=str) for name, rows in found.items()}
