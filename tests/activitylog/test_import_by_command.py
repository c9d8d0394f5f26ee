from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.activitylog.importing import run_import, write_csv
from tests.activitylog.log import UNTIL_MARCH, export, record, take

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
ENGLISH = Path(settings.BASE_DIR) / "fixtures" / "activitylog" / "english.csv"
SAMPLE = Path(settings.BASE_DIR).parent / "shared" / "samples" / "auditrecords-docs-2017.json"
ADDED = "3 read, 3 added, 0 known, 0 conflicting, 0 refused."


def test_it_sums_up_what_it_did() -> None:
    assert run_import("csv", ENGLISH) == (0, ADDED, "")
    known = "3 read, 0 added, 3 known, 0 conflicting, 0 refused."
    assert run_import("csv", ENGLISH) == (0, known, "")


def test_it_ends_with_three_when_some_were_not_taken(tmp_path: Path) -> None:
    file = write_csv(tmp_path, ["Date-Time (UTC),Operation type,Entry ID", "never,create_order,"])
    code, summary, complaints = run_import("csv", file)
    assert (code, summary) == (3, "1 read, 0 added, 0 known, 0 conflicting, 1 refused.")
    assert complaints == (
        "line 2: refused: Date-Time (UTC) is not written as 2026-11-30 16:41:41\n"
    )


@pytest.mark.parametrize("content", [None, b"\x1f\x8b", b"\x1f\x8bnot gzip at all", "cut"])
def test_it_ends_with_one_when_the_file_cannot_be_read(
    tmp_path: Path, content: bytes | str | None
) -> None:
    file = tmp_path / "log.csv"
    if content:
        whole = gzip.compress(ENGLISH.read_bytes())
        file.write_bytes(content if isinstance(content, bytes) else whole[:-20])
    code, summary, complaint = run_import("csv", file)
    assert (code, summary) == (1, "")
    assert complaint.startswith(f"{file}: ")
    assert not ActivityEntry.objects.exists()


def test_it_ends_with_one_when_it_cannot_keep_what_was_refused(tmp_path: Path) -> None:
    refused = tmp_path / "no such folder" / "refused.csv"
    code, _summary, complaint = run_import("csv", ENGLISH, "--refused", str(refused))
    assert code == 1
    assert str(refused) in complaint


def test_it_does_not_know_other_sources() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'carrier pigeon'"):
        call_command("import_activity", "carrier pigeon", str(ENGLISH))


def test_it_reads_zipped_files(tmp_path: Path) -> None:
    file = tmp_path / "log.csv.gz"
    file.write_bytes(gzip.compress(ENGLISH.read_bytes()))
    assert run_import("csv", file) == (0, ADDED, "")


def test_it_reads_files_without_a_mark(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(ENGLISH.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert run_import("csv", file) == (0, ADDED, "")


@pytest.mark.parametrize("zipped", [False, True])
def test_it_reads_standard_input(monkeypatch: pytest.MonkeyPatch, zipped: bool) -> None:
    content = ENGLISH.read_bytes()
    piped = io.BytesIO(gzip.compress(content) if zipped else content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))
    assert run_import("csv", "-") == (0, ADDED, "")


def test_it_only_says_what_would_happen() -> None:
    assert run_import("csv", ENGLISH, "--dry-run") == (0, f"Would be: {ADDED}", "")
    assert (ActivityEntry.objects.count(), Customer.objects.count()) == (0, 0)


def test_it_says_what_would_be_in_conflict(as_alice: Client, tmp_path: Path) -> None:
    take(record(status="succeeded"))
    edited = export(as_alice).replace("succeeded", "failed").splitlines()
    code, summary, complaints = run_import("csv", write_csv(tmp_path, edited), "--dry-run")
    assert (code, complaints) == (3, "line 2: conflict: Status differs from what is recorded\n")
    assert summary == "Would be: 1 read, 0 added, 0 known, 1 conflicting, 0 refused."


@pytest.mark.skipif(not SAMPLE.exists(), reason="the published samples are not beside the project")
def test_it_takes_the_records_of_the_documentation(as_alice: Client, tmp_path: Path) -> None:
    assert "2 read, 2 added" in run_import("partnercenter", SAMPLE)[1]
    assert "2 read, 0 added, 2 known" in run_import("partnercenter", SAMPLE)[1]
    assert set(Customer.objects.values_list("name", flat=True)) == {"Relecloud"}
    file = tmp_path / "log.csv"
    file.write_bytes(export(as_alice, UNTIL_MARCH).encode())
    assert "2 read, 0 added, 2 known, 0 conf" in run_import("csv", file)[1]
