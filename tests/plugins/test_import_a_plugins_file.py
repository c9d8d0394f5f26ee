from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from activitylog.models import ActivityEntry
from activitylog.services import Result, ingest
from customers.models import Customer
from portal.plugins import Reading, Record
from tests.activitylog.log import from_elsewhere
from tests.plugins.acme_portal.models import Tenant

LOG = Path(__file__).with_name("acme_portal") / "restores.log"
CONTOSO = UUID("5f0e2a53-6f0b-4a94-9d05-3c1d7e7c2b10")


def import_log(file: Path = LOG, *options: str) -> tuple[str, int]:
    """The summary of `manage.py import_activity acme FILE`, and its exit code."""
    output = io.StringIO()
    try:
        call_command("import_activity", "acme", str(file), *options, stdout=output)
    except SystemExit as stop:
        return output.getvalue().strip(), int(str(stop.code))
    return output.getvalue().strip(), 0


def test_it_adds_each_line_that_can_be_read(db: None) -> None:
    assert import_log() == ("3 read, 2 added, 0 known, 0 conflicting, 1 refused.", 3)
    failed, succeeded = from_elsewhere().order_by("-id")
    assert succeeded.occurred_at == datetime(2026, 11, 20, 14, 3, 22, tzinfo=UTC)
    assert failed.occurred_at == datetime(2026, 11, 21, 1, 15, tzinfo=UTC)
    assert (succeeded.status, failed.status) == ("succeeded", "failed")
    assert succeeded.action == "acme_test_restore"
    assert (succeeded.source, succeeded.external_id) == ("acme", "job-17")
    assert succeeded.customer_name == "Müller & Söhne GmbH"


def test_the_same_file_again_adds_nothing(db: None) -> None:
    import_log()
    assert import_log()[0] == "3 read, 0 added, 2 known, 0 conflicting, 1 refused."


def test_a_refused_line_is_named_as_the_source_calls_it(
    db: None, capfd: pytest.CaptureFixture[str]
) -> None:
    import_log()
    assert "line 4: refused: time is not written as 2026-11-20T14:03:22Z" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a | b", "has 2 parts, not 8"),
        ("2026-11-20T14:03:22 | j | {id} | C | p | ok | 1 | 1", "time does not say its time zone"),
        ("2026-11-20T14:03:22Z | j | 17 | C | p | ok | 1 | 1", "tenant is not a tenant ID"),
        ("2026-11-20T14:03:22Z | j | {id} | C | p | so-so | 1 | 1", "result is none of ok, broken"),
        ("1601-01-01T00:00:00Z | j | {id} | C | p | ok | 1 | 1", "time is not between 1970"),
        ("2026-11-20T14:03:22Z | \0 | {id} | C | p | ok | 1 | 1", "resource_id contains"),
    ],
)
def test_a_broken_line_is_refused_with_its_reason(
    line: str, reason: str, db: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "restores.log"
    file.write_text(line.format(id=CONTOSO) + "\n", "utf-8")
    assert import_log(file) == ("1 read, 0 added, 0 known, 0 conflicting, 1 refused.", 3)
    assert reason in capfd.readouterr().err


def test_a_line_that_is_no_text_is_refused(db: None, tmp_path: Path) -> None:
    file = tmp_path / "restores.log"
    file.write_bytes(b"\xff\xfe | x\n")
    assert import_log(file)[1] == 3


def test_the_plugins_resolver_notes_the_customers(db: None) -> None:
    Tenant.objects.create(id=CONTOSO, name="Contoso, as Acme knows them")
    import_log()
    assert set(Tenant.objects.values_list("name", flat=True)) == {
        "Contoso, as Acme knows them",
        "Müller & Söhne GmbH",
    }
    assert Customer.objects.get(pk=CONTOSO).name == "Contoso Ltd"


def test_a_dry_run_adds_neither_entries_nor_customers(db: None) -> None:
    import_log(LOG, "--dry-run")
    assert not ActivityEntry.objects.exists()
    assert not Tenant.objects.exists()


def test_the_import_page_offers_the_plugins_source(as_alice: Client) -> None:
    page = "/admin/activitylog/activityentry/import/"
    assert "Acme Backup, log of restores" in as_alice.get(page).content.decode()
    with LOG.open("rb") as file:
        answer = as_alice.post(page, {"source": "acme", "file": file, "import": "1"})
    assert answer.status_code == 200
    assert from_elsewhere().count() == 2


def test_an_unknown_source_is_named(db: None) -> None:
    with pytest.raises(CommandError, match=r"invalid choice: 'emca'.*acme"):
        call_command("import_activity", "emca", str(LOG))


def test_a_source_that_forgets_the_time_zone_is_refused_record_by_record(db: None) -> None:
    naive = Record(occurred_at=datetime(2026, 11, 20), action="acme_test_restore")  # noqa: DTZ001
    aware = Record(occurred_at=datetime(2026, 11, 20, tzinfo=UTC), action="acme_test_restore")
    readings = [Reading(1, b"", naive), Reading(2, b"", aware)]
    outcomes = list(ingest(readings, source="acme"))
    assert [outcome.result for outcome in outcomes] == [Result.REFUSED, Result.ADDED]
    assert outcomes[0].reason == "does not say its time zone"
