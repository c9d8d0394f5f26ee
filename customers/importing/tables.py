"""From a file to rows of cells, by the names of the columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from tablib import Dataset

from customers.importing.lines import Line, csv_lines, same, xlsx_lines, xlsx_text
from customers.importing.problems import Problem, Unreadable
from customers.resources.known import KEY
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.resources.reading import ReadingResource

# All rows are one transaction, and whoever else wants to write waits for it.
MOST_ROWS = 5_000
XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(slots=True)
class Table:
    """The rows of a file: where they stood, and their cells as they are."""

    titles: Mapping[str, str]
    """What each column is headed in the file, by its name."""
    dataset: Dataset
    lines: list[int]
    written: Callable[[str], str]
    """What a file of this kind makes of a cell's text."""
    problems: list[Problem] = field(default_factory=list)
    """Of rows that are none."""


def known_titles(resource: type[ReadingResource]) -> dict[str, str]:
    """The names of the columns by what they are headed, in every language."""
    found: dict[str, str] = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            for name, column in resource().columns().items():
                found[str(column.column_name)] = name
    return found


def read_table(file: BinaryIO, resource: type[ReadingResource]) -> Table:
    """Raise Unreadable for what is no table of these columns."""
    start = file.read(4)
    file.seek(0)
    if start == XLS:
        raise Unreadable(_("This is an old Excel file. Save it as .xlsx or as CSV."))
    is_workbook = start == XLSX
    lines = iter(xlsx_lines(file) if is_workbook else csv_lines(file))
    header = next(lines, None)
    if header is None:
        raise Unreadable(_("The file is empty."))
    names = names_of(header, resource)
    titles = dict(zip(names, header.cells, strict=True))
    table = Table(titles, Dataset(headers=names), [], xlsx_text if is_workbook else same)
    for line in lines:
        _add(table, line, len(names))
    if not table.lines and not table.problems:
        raise Unreadable(_("The file has no rows beneath its first line."))
    return table


def names_of(header: Line, resource: type[ReadingResource]) -> list[str]:
    """The columns that the first line names."""
    if header.problem:
        raise Unreadable(header.problem, line=header.number)
    known = known_titles(resource)
    names = []
    for title in header.cells:
        if title not in known:
            shown = title[:60] if title.isprintable() else ascii(title[:60])
            reason = _("There is no such column. An export of the list shows which there are.")
            raise Unreadable(reason, line=header.number, column=shown)
        if known[title] in names:
            raise Unreadable(_("This column is there twice."), line=header.number, column=title)
        names.append(known[title])
    if KEY not in names:
        title = str(resource().columns()[KEY].column_name)
        reason = _("This column is missing. New rows leave it empty.")
        raise Unreadable(reason, line=header.number, column=title)
    return names


def _add(table: Table, line: Line, width: int) -> None:
    if len(table.lines) == MOST_ROWS:
        text = _("The file has more than %(count)s rows. Import it in parts.")
        raise Unreadable(text % {"count": grouped(MOST_ROWS)})
    if line.problem:
        table.problems.append(Problem(line.number, line.column(table.titles), line.problem))
        return
    if len(line.cells) != width:
        counts = {"count": len(line.cells), "wanted": width}
        text = _("This row has %(count)s cells, the first line has %(wanted)s.")
        table.problems.append(Problem(line.number, "", text % counts))
        return
    table.lines.append(line.number)
    table.dataset.append(line.cells)
