from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from customers.models import Customer
from tests.activitylog.importing import run_import, write_csv
from tests.activitylog.log import (
    MARCH,
    UNTIL_MARCH,
    cells_of,
    export,
    from_elsewhere,
    record,
    take,
)

if TYPE_CHECKING:
    from portal.models import User

pytestmark = pytest.mark.django_db
ACME = UUID(int=0xACE)
HOSTILE = [
    "=1+1",
    "+49",
    "-5",
    "@x",
    "\tx",
    "\rx",
    "'x",
    "''",
    'a,b;"c"\r\nd',
    " x ",
    "\ufeff",
    "ß",
]
HEADER = "Date-Time (UTC),Operation type,Partner user,Customer ID,Entry ID"
STORED = Path(settings.BASE_DIR) / "fixtures" / "activitylog"


def write_history() -> None:
    take(
        *(
            record(
                external_id=str(number),
                customer_id=ACME if number % 2 else None,
                customer_name=text,
                partner_user=text,
                resource_id=text,
                status=text,
                details=text,
                action="create_order" if number % 3 else "never_heard_of",
            )
            for number, text in enumerate(HOSTILE)
        )
    )


@pytest.fixture
def exported(alice: User, as_alice: Client, request: pytest.FixtureRequest) -> bytes:
    """The log's own export in the language that the test asks for."""
    alice.language = getattr(request, "param", "en")
    alice.save()
    write_history()
    return export(as_alice).encode()


both_languages = pytest.mark.parametrize("exported", ["en", "de"], indirect=True)


@both_languages
def test_it_adds_nothing_that_it_exported(exported: bytes, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(exported)
    summary = "12 read, 0 added, 12 known, 0 conflicting, 0 refused."
    assert run_import("csv", file) == (0, summary, "")


@both_languages
def test_it_reads_what_another_program_saved(exported: bytes, tmp_path: Path) -> None:
    separator = ";" if b";" in exported[:60] else ","
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows(cells_of(exported.decode(), separator))
    (tmp_path / "log.csv").write_bytes(out.getvalue().encode())
    assert " 0 added, 12 known, " in run_import("csv", tmp_path / "log.csv")[1]


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_makes_an_empty_log_what_it_was(
    alice: User, as_alice: Client, language: str, tmp_path: Path
) -> None:
    alice.language = language
    alice.save()
    with transaction.atomic():
        write_history()
        before = export(as_alice)
        moments = list(from_elsewhere().values_list("id", "occurred_at"))
        transaction.set_rollback(True)
    (tmp_path / "log.csv").write_bytes(before.encode())
    assert "12 read, 12 added" in run_import("csv", tmp_path / "log.csv")[1]
    assert list(from_elsewhere().values_list("id", "occurred_at")) == moments
    assert export(as_alice, UNTIL_MARCH) == before
    assert Customer.objects.get().pk == ACME


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Date-Time (UTC)", "2026-03-04 05:06:08", "differs from what is recorded"),
        ("Affected customer", "Other", "differs from what is recorded"),
        ("Action", "Created a customer", "is not what “create_order” is called"),
        ("Partner user", "other", "differs from what is recorded"),
        ("Status", "", "differs from what is recorded"),
        ("Resource type", "other", "differs from what is recorded"),
        ("Resource ID", "'=1", "differs from what is recorded"),
        ("Application", "other", "differs from what is recorded"),
        ("Customer ID", "", "differs from what is recorded"),
        ("Operation type", "update_order", "differs from what is recorded"),
        ("Details", "[]", "differs from what is recorded"),
    ],
)
def test_it_names_the_column_that_was_edited(
    as_alice: Client, tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    take(record(customer_id=ACME, status="succeeded", details='[{"key":"a","value":null}]'))
    header, row = cells_of(export(as_alice))
    row[header.index(column)] = cell
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, row])
    code, summary, complaints = run_import("csv", write_csv(tmp_path, [out.getvalue()]))
    assert (code, complaints) == (3, f"line 2: conflict: {column} {reason}\n")
    assert summary == "1 read, 0 added, 0 known, 1 conflicting, 0 refused."


def row(number: int, **cells: str) -> str:
    values = {"at": f"2026-03-04 05:06:{number:02}", "action": "create_order", "user": "petra"}
    values |= {"customer": "", "id": ""} | cells
    return ",".join(values.values())


GOOD = [row(1), row(2), row(3)]


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ('"2026-03-04,create_order,never closed,,', "line 3: refused: is no row of a CSV file"),
        ('2026-03-04,"a"b,,,', "line 3: refused: is no row of a CSV file"),
        ("2026-03-04 05:06:07,create_order", "line 3: refused: has 2 cells, the first line has 5"),
        (row(9) + ",,", "line 3: refused: has 7 cells, the first line has 5"),
        (row(9, at="04.03.2026 05:06"), "line 3: refused: Date-Time (UTC) is not written as 2026"),
        (row(9, at="2026-02-30 00:00:00"), "line 3: refused: Date-Time (UTC) is not written as"),
        (row(9, at="1601-01-01 00:00:00"), "line 3: refused: Date-Time (UTC) is not between"),
        (row(9, at=""), "line 3: refused: Date-Time (UTC) is not written as"),
        (row(9, action=""), "line 3: refused: Operation type is missing"),
        (row(9, customer="acme"), "line 3: refused: Customer ID is not an ID"),
        (row(9, id="1"), "line 3: refused: Entry ID is not an ID"),
        (row(9, id=str(UUID(int=4 << 76 | 2 << 62))), "line 3: refused: Entry ID is no ID of an"),
        (row(9, id=str(UUID(int=7 << 76 | 2 << 62))), "line 3: refused: Entry ID does not belong"),
        (row(9, user="a\0b"), "line 3: refused: Partner user contains the character NUL"),
    ],
)
def test_it_refuses_a_broken_row_and_takes_the_others(
    tmp_path: Path, bad: str, complaint: str
) -> None:
    file = write_csv(tmp_path, [HEADER, GOOD[0], bad, *GOOD[1:]])
    code, summary, complaints = run_import("csv", file)
    assert code == 3
    assert complaints.startswith(complaint)
    assert summary == "4 read, 3 added, 0 known, 0 conflicting, 1 refused."


def test_it_refuses_rows_that_are_not_utf8(tmp_path: Path) -> None:
    file = write_csv(tmp_path, [HEADER, row(1, user="Jürgen"), *GOOD[1:]], encoding="latin-1")
    code, summary, complaints = run_import("csv", file)
    assert (code, complaints) == (
        3,
        "line 2: refused: is not UTF-8: save the file as “CSV UTF-8”\n",
    )
    assert "3 read, 2 added" in summary


def test_it_counts_lines_as_an_editor_does(tmp_path: Path) -> None:
    file = write_csv(tmp_path, [HEADER, row(1, user='"two\r\nlines"'), "", "short", GOOD[2]])
    assert run_import("csv", file)[2].startswith("line 5: refused: has 1 cells")


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([], "line 1: refused: the file is empty"),
        (["Name,Age", "Petra,7"], "line 1: refused: Name is no column of the activity log"),
        (["Date-Time (UTC),Entry ID", ","], "line 1: refused: Operation type is not among"),
        (["Operation type", "x"], "line 1: refused: Date-Time (UTC) is not among"),
        (["Date-Time (UTC),Operation type", ","], "line 1: refused: Entry ID is not among"),
        ([HEADER + ",Entry ID", row(1) + ","], "line 1: refused: a column stands twice"),
        (['{"items": []}'], 'line 1: refused: {"items": []} is no column'),
    ],
)
def test_it_refuses_a_file_that_is_none_of_its_own(
    tmp_path: Path, lines: list[str], complaint: str
) -> None:
    code, summary, complaints = run_import("csv", write_csv(tmp_path, lines))
    assert (code, complaints.startswith(complaint)) == (3, True), complaints
    assert summary == "1 read, 0 added, 0 known, 0 conflicting, 1 refused."
    assert not from_elsewhere().exists()


def test_it_takes_columns_in_any_order(tmp_path: Path) -> None:
    lines = ["Operation type;Entry ID;Date-Time (UTC)", "create_order;;2026-03-04 05:06:07"]
    assert run_import("csv", write_csv(tmp_path, lines))[0] == 0
    assert from_elsewhere().get().occurred_at == MARCH.replace(microsecond=0)


def test_it_keeps_what_it_did_not_take_ready_to_be_mended(tmp_path: Path) -> None:
    lines = [HEADER, row(1), row(2, at="yesterday"), "short", row(4), row(5, customer="acme")]
    refused = tmp_path / "refused.csv"
    run_import("csv", write_csv(tmp_path, lines), "--refused", str(refused))
    kept = refused.read_bytes().decode()
    assert kept.split("\r\n") == [HEADER, lines[2], "short", lines[5], ""]

    mended = kept.replace("yesterday", "2026-03-04 05:06:02").replace(",acme,", ",,")
    refused.write_bytes(mended.replace("short\r\n", "").encode())
    summary = "2 read, 2 added, 0 known, 0 conflicting, 0 refused."
    assert run_import("csv", refused) == (0, summary, "")


def test_it_keeps_no_file_of_what_it_took(tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    run_import("csv", write_csv(tmp_path, [HEADER, *GOOD]), "--refused", str(refused))
    assert refused.read_bytes() == b""


@pytest.mark.parametrize("name", ["english.csv", "german.csv"])
def test_it_still_reads_what_was_exported_long_ago(name: str) -> None:
    assert "3 read, 3 added, 0 known" in run_import("csv", STORED / name)[1]
    assert "3 read, 0 added, 3 known" in run_import("csv", STORED / name)[1]
    keys: Any = from_elsewhere().values_list("occurred_at", flat=True)
    assert [moment.microsecond for moment in keys] == [123457, 123456, 0]


def test_it_finds_the_same_entries_in_either_language() -> None:
    run_import("csv", STORED / "english.csv")
    assert "3 read, 0 added, 3 known" in run_import("csv", STORED / "german.csv")[1]
