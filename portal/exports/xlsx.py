from __future__ import annotations

import tempfile
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# Limits of the format: rows of a sheet less the header, characters of a cell.
XLSX_MAX_ROWS = 1_048_575
CELL_MAX = 32_767
CHUNK = 256 * 1024


def xlsx_stream(headers: list[str], batches: Iterator[list[list[str]]]) -> Iterator[bytes]:
    """A workbook with one sheet, written row by row to a file on disk, then sent."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.freeze_panes = "A2"
    sheet.append(headers)
    mark = _("… [cut: %(count)s characters]")
    for batch in batches:
        for row in batch:
            sheet.append([cell_text(cell, mark) for cell in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def cell_text(text: str, mark: str) -> str:
    """What a cell can hold: control characters are written out, what is too long ends in a mark."""
    shown: str = ILLEGAL_CHARACTERS_RE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
    if len(shown) <= CELL_MAX:
        return shown
    end = mark % {"count": len(text)}
    return shown[: CELL_MAX - len(end)] + end
