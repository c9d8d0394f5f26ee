"""`manage.py pull_activity` asks a plugin's source as it asks the portal's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError

from activitylog.models import ActivityEntry, PullState
from portal.plugins import Pulled, Reading, pull_sources
from tests.partnercenter.pulling.pulls import run_pull, told
from tests.plugins.acme_portal.models import Tenant
from tests.plugins.acme_portal.pull import RestoreLogs
from tests.plugins.acme_portal.source import content_of

pytestmark = pytest.mark.django_db
ACME = Path(__file__).parent / "acme_portal"
OK, BROKEN = (ACME / "restores.log").read_text("utf-8").splitlines()[1:3]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Acme's servers leave their logs: two days, one restore each."""
    monkeypatch.setenv("ACME_LOGS", str(tmp_path))
    write(tmp_path, "2026-11-20", OK)
    write(tmp_path, "2026-11-21", BROKEN)
    return tmp_path


def write(folder: Path, day: str, *lines: str) -> None:
    (folder / f"{day}.log").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def test_it_brings_what_is_new(folder: Path) -> None:
    assert run_pull(source="acme") == (0, "2 read, 2 added, 0 known, 0 conflicting, 0 refused.", "")
    assert Tenant.objects.count() == 2
    write(folder, "2026-11-21", BROKEN, OK.replace("job-17", "job-20"))
    assert run_pull(source="acme")[1] == "2 read, 1 added, 1 known, 0 conflicting, 0 refused."
    assert [entry["FileName"] for entry in told()] == ["acme", "acme"]


def test_it_keeps_what_the_last_step_has_left(folder: Path) -> None:
    run_pull(source="acme")
    assert json.loads(PullState.objects.get(source="acme").state) == {"day": "2026-11-21"}


def test_it_begins_where_one_wants(folder: Path) -> None:
    run_pull(source="acme")
    summary = "2 read, 0 added, 2 known, 0 conflicting, 0 refused."
    assert run_pull("--from", "2026-11-01", source="acme")[1] == summary


def test_it_speaks_the_language_of_the_source(folder: Path) -> None:
    write(folder, "2026-11-21", BROKEN, OK.replace("| ok |", "| perhaps |"))
    code, _summary, complaint = run_pull(source="acme")
    assert code == 3
    assert complaint == "2026-11-21.log, record 2: refused: result is none of ok, broken\n"


def test_it_says_what_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_LOGS", raising=False)
    code, _summary, complaint = run_pull(source="acme")
    assert (code, complaint) == (1, "ACME_LOGS names no folder with the logs of Acme's servers.")


def test_it_does_not_know_other_sources() -> None:
    _code, _summary, complaint = run_pull(source="carrier pigeon")
    assert "invalid choice: 'carrier pigeon'" in complaint


class Odd(RestoreLogs):
    """Brings two steps; what the second one leaves cannot be kept."""

    name = "odd"

    def pull(self, state: str | None, *, first_day: date | None) -> Iterator[Pulled]:
        for line, kept in ((OK, "first"), (BROKEN, None)):
            raw = line.encode()
            yield Pulled([Reading(1, raw, content_of(raw))], kept, "step")  # type: ignore[arg-type]


def test_a_step_is_in_the_log_together_with_its_state_or_not_at_all() -> None:
    with pull_sources.temporarily(Odd()), pytest.raises(DatabaseError):
        run_pull(source="odd")
    assert ActivityEntry.objects.get(source="odd").external_id == "job-17"
    assert PullState.objects.get(source="odd").state == "first"
    assert [(entry["Status"], entry["Added"]) for entry in told()] == [("failed", "1")]
