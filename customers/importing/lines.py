"""The lines of a file that is CSV or a workbook, each with its cells as text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from activitylog.csv_lines import rows_of
from customers.importing.problems import Unreadable
from portal.exports.xlsx import cell_text

# A workbook is zipped: a small file may be a large one inside.
MOST_BYTES_INSIDE = 100 * 1024 * 1024
# What its reader stumbles over; a SyntaxError is of XML.
DAMAGED = (zipfile.BadZipFile, InvalidFileException, SyntaxError, KeyError, ValueError, OSError)
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Line:
    """Where it stands and its cells, or why it has none, and in which place."""

    number: int
    cells: list[str]
    problem: str = ""
    place: int = -1

    def column(self, titles: Mapping[str, str]) -> str:
        headed = list(titles.values())
        return headed[self.place] if 0 <= self.place < len(headed) else ""


def csv_lines(file: BinaryIO) -> Iterator[Line]:
    """Either separator, with or without a byte order mark. Empty lines are none."""
    for row in rows_of(file):
        if row.problem or any(row.cells):
            yield Line(row.line, row.cells, row.problem)


def xlsx_lines(file: BinaryIO) -> Iterator[Line]:
    """The lines of the first sheet, each as wide as the first."""
    book = _workbook(file)
    width = 0
    try:
        for number, cells in enumerate(book.worksheets[0].iter_rows(), 1):
            line = _line(number, cells, width)
            if line.problem or line.cells:
                yield line
                width = width or len(line.cells)
    except DAMAGED as error:
        raise Unreadable(_("This workbook cannot be read. Save it anew, or as CSV.")) from error
    finally:
        book.close()


def _workbook(file: BinaryIO) -> Any:
    damaged = _("This workbook cannot be read. Save it anew, or as CSV.")
    try:
        with zipfile.ZipFile(file) as parts:
            inside = sum(part.file_size for part in parts.infolist())
        if inside > MOST_BYTES_INSIDE:
            raise Unreadable(_("This workbook is too large once it is unzipped."))
        file.seek(0)
        book = load_workbook(file, read_only=True, keep_links=False)
    except DAMAGED as error:
        raise Unreadable(damaged) from error
    if not book.worksheets:
        raise Unreadable(damaged)
    return book


def _line(number: int, cells: tuple[Any, ...], width: int) -> Line:
    texts = []
    for place, cell in enumerate(cells):
        if cell.data_type == "f":
            return Line(number, [], _("This is a formula. Put in its value instead."), place)
        texts.append(_text(cell.value))
    while texts and not texts[-1] and len(texts) > (width or 0):
        texts.pop()
    if not any(texts):
        return Line(number, [])
    return Line(number, texts + [""] * (width - len(texts)))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case date():
            return f"{value:%Y-%m-%d}"
    return str(value)


def same(text: str) -> str:
    return text


def xlsx_text(text: str) -> str:
    """A text as it comes back from a workbook, which keeps neither control characters nor which
    kind of line end there was."""
    return _LINE_ENDS.sub("\n", cell_text(text, ""))
