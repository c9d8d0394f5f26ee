from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from portal.exports.xlsx import CELL_MAX, XLSX_MAX_ROWS
from tests.activitylog.log import EVERYTHING, cells_of, export, fill, get, record, take, text_of

if TYPE_CHECKING:
    from django.test import Client


def sheet(client: Client, **given: str) -> list[tuple[Any, ...]]:
    response = get(client, EVERYTHING | {"format": "xlsx"} | given, "export/")
    book = load_workbook(io.BytesIO(b"".join(response)), read_only=True)
    rows = list(book.active.iter_rows(values_only=True))
    book.close()
    return rows


def test_it_holds_the_cells_of_the_csv(as_alice: Client) -> None:
    take(
        record(customer_name="Müller", partner_user="=1+1", details='[{"key":"a"}]'),
        record(external_id="2"),
    )
    text = export(as_alice, {"date_to": "2026-03-31"})
    rows = [[cell or "" for cell in row] for row in sheet(as_alice, date_to="2026-03-31")]
    assert rows == cells_of(text)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'x"])
def test_it_makes_formulas_harmless(as_alice: Client, text: str) -> None:
    take(record(customer_name=text))
    assert sheet(as_alice)[1][1] == f"'{text}"


def test_it_writes_control_characters_out(as_alice: Client) -> None:
    take(record(customer_name="a\x01b\x1fc\nd"))
    assert sheet(as_alice)[1][1] == "a\\x01b\\x1fc\nd"


def test_it_ends_a_cell_that_is_too_long_in_a_mark(as_alice: Client) -> None:
    take(record(details="x" * (CELL_MAX + 1)), record(external_id="2", details="y" * CELL_MAX))
    cells = {row[10] for row in sheet(as_alice)[1:]}
    (cut,) = [cell for cell in cells if cell.startswith("x")]
    assert len(cut) == CELL_MAX
    assert cut.endswith("x… [cut: 32768 characters]")
    assert "y" * CELL_MAX in cells


def test_it_is_refused_where_a_sheet_is_too_small(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.admin.asking.XLSX_MAX_ROWS", 3)
    fill(3)
    assert len(sheet(as_alice)) == 4
    take(record())
    response = get(as_alice, EVERYTHING | {"format": "xlsx"}, "export/")
    assert response.status_code == 400
    assert "format: an Excel sheet holds 1,048,575 rows." in text_of(response)


def test_it_knows_how_much_a_sheet_holds() -> None:
    assert XLSX_MAX_ROWS == 2**20 - 1
