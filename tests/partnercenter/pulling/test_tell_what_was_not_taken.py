"""Records that are refused or in conflict are told and kept; the others are taken."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.activitylog.importing import run_import
from tests.partnercenter.pulling.conftest import NOW, record_at
from tests.partnercenter.pulling.pulls import pulled, run_pull, told

if TYPE_CHECKING:
    from tests.partnercenter.pulling.conftest import Service

pytestmark = pytest.mark.django_db
GOOD = [record_at(NOW, number) for number in (1, 2)]
NAMELESS = record_at(NOW - timedelta(seconds=1), 3, operationType="")
WINDOW = f"{NOW.date() - timedelta(days=29)} to {NOW.date()}, page 1"


def test_a_refused_record_is_told_with_its_place_and_field(service: Service) -> None:
    service.set(records=[*GOOD, NAMELESS])
    code, summary, complaint = run_pull()
    assert (code, summary) == (3, "3 read, 2 added, 0 known, 0 conflicting, 1 refused.")
    assert complaint == f"{WINDOW}, record 3: refused: operationType is missing\n"
    assert told()[-1]["Refused"] == "1"
    assert len(pulled()) == 2


def test_a_refused_record_is_kept_to_be_mended(service: Service, tmp_path: Path) -> None:
    service.set(records=[*GOOD, NAMELESS])
    kept = tmp_path / "refused.json"
    run_pull("--refused", str(kept))
    assert json.loads(kept.read_text("utf-8")) == NAMELESS
    kept.write_text(kept.read_text("utf-8").replace('"operationType": ""', '"operationType": "x"'))
    assert run_import("partnercenter", kept)[0] == 0
    assert pulled() == service.held


def test_what_was_refused_before_stays_in_the_file(service: Service, tmp_path: Path) -> None:
    kept = tmp_path / "refused.json"
    kept.write_bytes(b'{"id": "an older one"}\n')
    service.set(records=[NAMELESS])
    run_pull("--refused", str(kept))
    first, second = kept.read_bytes().splitlines()
    assert first == b'{"id": "an older one"}'
    assert json.loads(second) == NAMELESS


def test_a_conflict_is_told_and_changes_nothing(service: Service) -> None:
    service.set(records=GOOD)
    run_pull()
    service.set(records=[GOOD[0], GOOD[1] | {"operationStatus": "failed"}])
    code, summary, complaint = run_pull()
    assert (code, summary) == (3, "2 read, 0 added, 1 known, 1 conflicting, 0 refused.")
    assert "conflict: operationStatus differs from what is recorded" in complaint


def test_what_was_imported_from_a_file_is_known(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    file.write_text(json.dumps(GOOD), "utf-8")
    run_import("partnercenter", file)
    service.set(records=GOOD)
    assert run_pull()[1] == "2 read, 0 added, 2 known, 0 conflicting, 0 refused."


def test_half_a_surrogate_spoils_its_record_only(service: Service) -> None:
    service.set(
        records=[*GOOD, record_at(NOW, 3, customerName="\ud800")], faults=["", "", "escaped"]
    )
    code, summary, complaint = run_pull()
    assert (code, summary) == (3, "3 read, 2 added, 0 known, 0 conflicting, 1 refused.")
    assert "customerName contains half of a surrogate pair" in complaint


def test_it_ends_with_one_when_it_cannot_keep_what_was_refused(
    service: Service, tmp_path: Path
) -> None:
    kept = tmp_path / "no such folder" / "refused.json"
    code, _summary, complaint = run_pull("--refused", str(kept))
    assert code == 1
    assert str(kept) in complaint
