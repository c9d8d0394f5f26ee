"""Files that are no lists, made so that reading them takes long or says something odd."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from tests.customers.importing import HEAD, csv_of, look, said, token_of, xlsx_of

if TYPE_CHECKING:
    from django.test import Client

NEW = ("", "Beta", "beta.example")


def workbook_with(*cells: str) -> bytes:
    """A list of one row, with something in further cells."""
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(NEW)
    for cell in cells:
        book.active[cell] = "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD1", "XFD2", "A1048576", "CW3", "B10001"])
def test_a_cell_far_outside_is_named_and_costs_no_time(as_alice: Client, cell: str) -> None:
    start = time.process_time()
    page = look(as_alice, "customer", workbook_with(cell))
    assert time.process_time() - start < 2
    assert f"Cell {cell} is far outside the table. Delete its row and its column." in said(page)
    assert not token_of(page)


def test_many_cells_far_outside_cost_no_time(as_alice: Client) -> None:
    start = time.process_time()
    page = look(as_alice, "customer", workbook_with(*(f"XFD{n}" for n in range(3, 3000))))
    assert time.process_time() - start < 2
    assert "Cell XFD3 is far outside the table." in said(page)


def test_a_gap_of_empty_lines_is_none(as_alice: Client) -> None:
    page = look(as_alice, "customer", workbook_with("B9000"))
    assert "Rows 2 New 2" in said(page)


def test_a_workbook_of_too_many_elements_is_refused(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.importing.lines.MOST_ELEMENTS_INSIDE", 100)
    page = look(as_alice, "customer", xlsx_of(HEAD, NEW))
    assert "This workbook is too large once it is unzipped." in said(page)


def test_a_workbook_that_does_not_unzip_is_refused(as_alice: Client) -> None:
    data = bytearray(xlsx_of(HEAD, NEW))
    start = data.index(b"sheet1.xml") + len("sheet1.xml")
    data[start : start + 20] = b"\xff" * 20
    page = look(as_alice, "customer", bytes(data))
    assert "This workbook cannot be read. Save it anew, or as CSV." in said(page)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_in_another_encoding_says_so(as_alice: Client, encoding: str) -> None:
    text = csv_of(("Mandanten-ID", "Firmenname", "Domäne"), NEW).decode()
    page = look(as_alice, "customer", text.encode(encoding))
    assert "Line 1: is not UTF-8: save the file as “CSV UTF-8”" in said(page)
    assert "unquoted" not in page
