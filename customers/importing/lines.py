"""The lines of a file that is CSV or a workbook, each with its cells as text."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from activitylog.csv_lines import rows_of
from customers.importing.problems import Unreadable
from portal.exports.xlsx import cell_text

# A workbook is zipped: a small file may be a large one inside, and its reader turns each element
# into objects. The longest list takes half as many.
MOST_BYTES_INSIDE = 100 * 1024 * 1024
MOST_ELEMENTS_INSIDE = 1_000_000
CHUNK = 1024 * 1024
# The last cell that is read: no list has so many columns, and empty lines leave room for all rows.
# Beyond it the reader would make up every cell in between.
LAST_COLUMN, LAST_LINE = 100, 10_000
SHEETS_END = 1_048_576
# What its reader stumbles over; a SyntaxError is of XML, a RuntimeError of a part that is locked.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
)
_LINE_ENDS = re.compile(r"\r\n?")
# What Excel calls "Unicode Text" is UTF-16, in which every other byte is none of a text's.
_UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff|.?\x00", re.DOTALL)


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
    if _UTF_16.match(file.read(2)):
        raise Unreadable(_("is not UTF-8: save the file as “CSV UTF-8”"), line=1)
    file.seek(0)
    for row in rows_of(file):
        if row.problem or any(row.cells):
            yield Line(row.line, row.cells, row.problem)


def xlsx_lines(file: BinaryIO) -> Iterator[Line]:
    """The lines of the first sheet, each as wide as the first."""
    book = _workbook(file)
    width = 0
    sheet = book.worksheets[0]
    # What a sheet says of its size need not be true, and each row would be made as wide.
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(max_row=SHEETS_END), 1):
            if not cells:
                continue
            _hold_to_bounds(number, len(cells))
            line = _line(number, cells, width)
            if line.problem or line.cells:
                yield line
                width = width or len(line.cells)
    except DAMAGED as error:
        raise Unreadable(_("This workbook cannot be read. Save it anew, or as CSV.")) from error
    finally:
        book.close()


def _hold_to_bounds(number: int, width: int) -> None:
    """Refuse a row that reaches too far."""
    if number > LAST_LINE or width > LAST_COLUMN:
        cell = f"{get_column_letter(width)}{number}"
        reason = _("Cell %(cell)s is far outside the table. Delete its row and its column.")
        raise Unreadable(reason % {"cell": cell}, line=number)


def _workbook(file: BinaryIO) -> Any:
    damaged = _("This workbook cannot be read. Save it anew, or as CSV.")
    try:
        with zipfile.ZipFile(file) as parts:
            sizes = sum(part.file_size for part in parts.infolist())
            if sizes > MOST_BYTES_INSIDE or _elements(parts) > MOST_ELEMENTS_INSIDE:
                raise Unreadable(_("This workbook is too large once it is unzipped."))
        file.seek(0)
        book = load_workbook(file, read_only=True, keep_links=False)
    except DAMAGED as error:
        raise Unreadable(damaged) from error
    if not book.worksheets:
        raise Unreadable(damaged)
    return book


def _elements(parts: zipfile.ZipFile) -> int:
    """How many there are in it, without parsing them."""
    count = 0
    for name in parts.namelist():
        with parts.open(name) as part:
            while chunk := part.read(CHUNK):
                count += chunk.count(b"<") - chunk.count(b"</")
    return count


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
