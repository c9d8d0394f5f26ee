"""Files that leave the portal and come into it are recorded. (The export of a page:
test_export_is_recorded.py.)"""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation

from activitylog.actions import action_label, resource_label
from activitylog.models import ActivityEntry
from activitylog.services.files import record_export, record_import
from tests.activitylog.importing import run_import
from tests.activitylog.log import LOG, fill, from_elsewhere, get, plain, record, rows_of, take
from tests.activitylog.log import details as details_of
from tests.activitylog.test_import_on_the_page import send

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

pytestmark = pytest.mark.django_db
ENGLISH = Path(settings.BASE_DIR) / "fixtures" / "activitylog" / "english.csv"


def of_files() -> ActivityEntry:
    """The one entry about a file."""
    return ActivityEntry.objects.get(resource_type="file")


def details(entry: ActivityEntry) -> dict[str, str]:
    return {pair["key"]: pair["value"] for pair in json.loads(entry.details or "")}


def test_an_import_says_who_brought_what_and_what_became_of_it(as_alice: Client) -> None:
    send(as_alice, ENGLISH.read_bytes())
    entry = of_files()
    assert (entry.action, entry.status) == ("import_file", "succeeded")
    assert (entry.partner_user, entry.application) == ("alice@partner.example", "")
    assert (entry.resource_id, entry.customer_id, entry.customer_name) == ("log.csv", None, "")
    assert list(details(entry).items()) == [
        ("List", "activity-log"),
        ("FileName", "log.csv"),
        ("Added", "3"),
        ("Known", "0"),
        ("Conflicts", "0"),
        ("Refused", "0"),
    ]


def test_an_import_that_adds_nothing_is_one_too(as_alice: Client) -> None:
    send(as_alice, ENGLISH.read_bytes())
    send(as_alice, ENGLISH.read_bytes())
    latest = ActivityEntry.objects.filter(resource_type="file").latest("pk")
    assert (details(latest)["Added"], details(latest)["Known"]) == ("0", "3")
    assert from_elsewhere().count() == 3


def test_it_counts_what_was_not_taken(as_alice: Client) -> None:
    take(record(status="succeeded"))
    stored = from_elsewhere().get()
    rows = f"2026-03-04 05:06:07,create_order,failed,{stored.pk}\r\nnever,create_order,,\r\n"
    send(as_alice, f"Date-Time (UTC),Operation type,Status,Entry ID\r\n{rows}".encode())
    counts = details(of_files())
    assert (counts["Conflicts"], counts["Refused"]) == ("1", "1")


def test_checking_a_file_is_no_import(as_alice: Client) -> None:
    send(as_alice, ENGLISH.read_bytes(), "check")
    run_import("csv", ENGLISH, "--dry-run")
    assert not ActivityEntry.objects.exists()


def test_a_file_that_cannot_be_read_at_all_is_no_import(as_alice: Client, tmp_path: Path) -> None:
    broken = tmp_path / "log.csv.gz"
    broken.write_bytes(b"\x1f\x8b nothing zipped")
    send(as_alice, broken.read_bytes())
    run_import("csv", broken)
    run_import("csv", tmp_path / "no such file")
    assert not ActivityEntry.objects.exists()


def test_an_import_that_breaks_is_recorded_as_failed_with_what_it_had_done(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_arguments: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("activitylog.management.commands.import_activity.Kept.keep", break_off)
    lines = ENGLISH.read_bytes() + b"short\r\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    with pytest.raises(CommandError, match="No space left"):
        call_command("import_activity", "csv", "-")
    assert of_files().status == "failed"
    assert details(of_files())["Added"] == "3"


@pytest.mark.parametrize("name", ["log.csv", "-"])
def test_the_import_command_acts_by_itself(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.TextIOWrapper(io.BytesIO(ENGLISH.read_bytes()))
    monkeypatch.setattr(sys, "stdin", content)
    run_import("csv", "-" if name == "-" else ENGLISH)
    entry = of_files()
    assert (entry.application, entry.partner_user) == ("import_activity", "")
    assert entry.resource_id == ("standard input" if name == "-" else "english.csv")
    assert details(entry)["Added"] == "3"


def test_the_export_command_acts_by_itself(tmp_path: Path) -> None:
    options = ["--status", "failed", "--status", "succeeded", "--q", "Müller & Söhne"]
    call_command("export_activity", "-o", str(tmp_path / "march.jsonl"), "--format=jsonl", *options)
    entry = of_files()
    assert (entry.action, entry.status) == ("export_file", "succeeded")
    assert (entry.application, entry.partner_user) == ("export_activity", "")
    assert list(details(entry).items()) == [
        ("List", "activity-log"),
        ("FileName", "march.jsonl"),
        ("Format", "jsonl"),
        ("Filters", "status=failed&status=succeeded&q=M%C3%BCller+%26+S%C3%B6hne"),
    ]


def test_the_commands_file_holds_all_but_its_own_entry(tmp_path: Path) -> None:
    fill(2)
    take(record(occurred_at=datetime.now(UTC) + timedelta(days=3)))
    for expected in (3, 4):
        call_command("export_activity", "-o", str(tmp_path / "log.csv"))
        assert len(rows_of((tmp_path / "log.csv").read_bytes().decode())) == expected


def test_an_export_that_cannot_begin_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("export_activity", "-o", str(tmp_path / "no such folder" / "log.csv"))
    with pytest.raises(CommandError):
        call_command("export_activity", "--date-from", "nope", "-o", str(tmp_path / "log.csv"))
    assert not ActivityEntry.objects.exists()


def test_a_file_may_be_called_anything(alice: User) -> None:
    name = "a\x00\udcff" + "ä" * 1000
    for entry in (
        record_export(
            actor=alice, list_name="x", file_name=name, file_format="csv", query="\udc80"
        ),
        record_import(actor=alice, list_name="x", file_name=name, counts={}, status="failed"),
    ):
        entry.refresh_from_db()
        assert (
            entry.resource_id == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}" + "ä" * 397
        )
        assert details(entry)["FileName"].endswith("ä" * 1000)


def test_an_uploaded_file_may_be_called_anything(as_alice: Client) -> None:
    file = SimpleUploadedFile("=1+1'<b>.csv", ENGLISH.read_bytes())
    as_alice.post(f"{LOG}import/", {"source": "csv", "import": "1", "file": file})
    page = details_of(as_alice, of_files())
    assert "<b>.csv" not in page
    assert "=1+1&#x27;&lt;b&gt;.csv" in page


def test_the_log_tells_it_in_words(as_alice: Client) -> None:
    send(as_alice, ENGLISH.read_bytes())
    page = plain(get(as_alice).content.decode())
    assert "Imported a file" in page
    assert "imported a file" in plain(details_of(as_alice, of_files()))
    with translation.override("en"):
        assert action_label("export_file") == "Exported a file"
        assert resource_label("file") == "File"
