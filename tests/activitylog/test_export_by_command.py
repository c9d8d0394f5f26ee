from __future__ import annotations

import io
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from activitylog.filters import ActivityEntryFilter
from tests.activitylog.importing import run_import
from tests.activitylog.log import (
    MARCH,
    UNTIL_MARCH,
    export,
    fill,
    from_elsewhere,
    record,
    rows_of,
    take,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def written(tmp_path: Path, *options: str) -> str:
    file = tmp_path / "out"
    call_command("export_activity", "-o", str(file), *options)
    return file.read_bytes().decode()


def test_it_writes_what_the_page_exports(as_alice: Client, tmp_path: Path) -> None:
    take(record(customer_name="=Müller"), record(external_id="r-2"))
    expected = export(as_alice, UNTIL_MARCH)
    assert written(tmp_path, "--date-to", "2026-03-31") == expected


def test_it_writes_all_of_it_when_no_day_is_named(tmp_path: Path) -> None:
    take(record())
    fill(3)
    assert len(rows_of(written(tmp_path))) == 4


def test_it_speaks_english_whatever_the_language_is(as_alice: Client, tmp_path: Path) -> None:
    take(record())
    expected = export(as_alice, UNTIL_MARCH)
    with translation.override("de"):
        assert written(tmp_path, "--date-to", "2026-03-31") == expected


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--date-from", "2026-03-05"], 0),
        (["--date-from", "2026-03-04", "--date-to", "2026-03-04"], 2),
        (["--status", "failed", "--status", "succeeded"], 2),
        (["--status", "failed"], 1),
        (["--customer-name", "MÜLL", "--action", "create_order"], 1),
        (["--partner-user", "nobody"], 0),
        (["--q", "müller"], 1),
    ],
)
def test_it_narrows_as_the_page_does(tmp_path: Path, options: list[str], count: int) -> None:
    take(record(status="failed", customer_name="Müller"))
    take(record(status="succeeded", external_id="r-2"))
    assert len(rows_of(written(tmp_path, *options))) == count


def test_it_has_an_option_for_every_filter(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="unrecognized arguments: --colour"):
        written(tmp_path, "--colour", "red")
    for name in ActivityEntryFilter.base_filters:
        rows = rows_of(written(tmp_path, f"--{name.replace('_', '-')}", ""))
        assert {row["Operation type"] for row in rows} <= {"export_file"}


def test_it_cuts_days_in_the_time_zone_of_the_portal(tmp_path: Path, settings: Any) -> None:
    take(record(occurred_at=MARCH - timedelta(hours=6)))
    march = ("--date-from", "2026-03-04", "--date-to", "2026-03-31")
    assert rows_of(written(tmp_path, *march)) == []
    settings.TIME_ZONE = "Asia/Kolkata"
    assert len(rows_of(written(tmp_path, *march))) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--date-from", "nope"], "--date-from: This is not a date. Write it as 2026-11-30."),
        (["--date-to", "9999-12-31"], "--date-to: Choose a date from 1970-01-01 to 9998-12-31."),
        (["--customer", "acme"], "--customer: This is not a customer ID."),
        (["--q", "a", "--q", "b"], "--q: This filter can be given only once."),
        (
            ["--date-from", "2026-03-05", "--date-to", "2026-03-04"],
            "--date-from: From is after To. Swap the two dates.",
        ),
    ],
)
def test_it_names_the_option_that_it_cannot_read(
    tmp_path: Path, options: list[str], message: str
) -> None:
    with pytest.raises(CommandError) as error:
        written(tmp_path, *options)
    assert str(error.value).startswith(message)
    assert str(error.value).endswith("Nothing was exported.")
    assert not (tmp_path / "out").exists()


def test_it_says_when_it_cannot_write(tmp_path: Path) -> None:
    file = tmp_path / "no such folder" / "out"
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_activity", "-o", str(file))


def test_it_writes_to_standard_output(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    take(record())
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", out)
    call_command("export_activity", "--date-to", "2026-03-31")
    assert out.buffer.getvalue().decode() == export(as_alice, UNTIL_MARCH)


def test_it_writes_other_formats(tmp_path: Path) -> None:
    take(record(details="[1.0]"))
    assert json.loads(written(tmp_path, "--format", "jsonl"))["details"] == [1.0]
    call_command("export_activity", "--format", "xlsx", "-o", str(tmp_path / "log.xlsx"))
    assert (tmp_path / "log.xlsx").read_bytes().startswith(b"PK")


def test_it_can_be_imported_again(tmp_path: Path) -> None:
    fill(5, customer_name="-Müller")
    written(tmp_path)
    summary = "5 read, 0 added, 5 known, 0 conflicting, 0 refused."
    assert run_import("csv", tmp_path / "out") == (0, summary, "")
    assert from_elsewhere().count() == 5
