"""The formats of an export: each turns columns and rows into a stream of bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from portal.exports.cells import RISKY
from portal.exports.json_rows import JsonRows
from portal.exports.xlsx import xlsx_stream

if TYPE_CHECKING:
    from portal.exports.columns import Column, ExportResource

Chosen = Sequence[str] | None
Rows = Iterator[list[str]]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A kind of file that a list can be exported to."""

    name: str
    """The word for it in addresses, and the file's ending."""
    label: str
    content_type: str
    stream: Callable[[ExportResource, QuerySet[Any], Chosen, str], Iterator[bytes]]


def headers(columns: dict[str, Column]) -> list[str]:
    return [str(column.column_name) for column in columns.values()]


def text_rows(
    resource: ExportResource, rows: QuerySet[Any], columns: dict[str, Column]
) -> Iterator[list[list[str]]]:
    """The cells, batch by batch, safe to open in a spreadsheet."""
    labels = {at: cache(column.label) for at, column in enumerate(columns.values()) if column.label}
    numbers = [at for at, column in enumerate(columns.values()) if column.is_number]
    for cells in resource.batches(rows, [column.expression for column in columns.values()]):
        for at, label in labels.items():
            for row in cells:
                row[at] = label(row[at])
        safe = [
            [(f"'{cell}" if cell[0] in RISKY else cell) if cell else "" for cell in row]
            for row in cells
        ]
        for at in numbers:
            # -5 begins like a formula, and is none.
            for row, cell_row in zip(safe, cells, strict=True):
                row[at] = cell_row[at] or ""
        yield safe


def csv_stream(
    resource: ExportResource, rows: QuerySet[Any], chosen: Chosen, separator: str
) -> Iterator[bytes]:
    """RFC 4180 with a byte order mark, so that Excel reads umlauts right."""
    columns = resource.columns(chosen)
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerow(headers(columns))
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()
    special = re.compile(f'["\r\n{separator}]').search
    for batch in text_rows(resource, rows, columns):
        # As csv.writer does, faster: it looks at each character in turn.
        lines = [
            separator.join(
                ['"' + cell.replace('"', '""') + '"' if special(cell) else cell for cell in row]
            )
            for row in batch
        ]
        yield ("\r\n".join(lines) + "\r\n").encode()


def json_lines_stream(
    resource: ExportResource, rows: QuerySet[Any], chosen: Chosen, _separator: str
) -> Iterator[bytes]:
    """One object a line; the keys are the names of the fields, JSON stays as it was recorded."""
    columns = resource.columns(chosen)
    rows_of = JsonRows(columns)
    for batch in resource.batches(rows, rows_of.expressions):
        yield rows_of.lines(batch)


def xlsx(
    resource: ExportResource, rows: QuerySet[Any], chosen: Chosen, _separator: str
) -> Iterator[bytes]:
    columns = resource.columns(chosen)
    return xlsx_stream(headers(columns), text_rows(resource, rows, columns))


FORMATS = {
    item.name: item
    for item in (
        ExportFormat("csv", "CSV", "text/csv; charset=utf-8", csv_stream),
        ExportFormat(
            "xlsx",
            "Excel (.xlsx)",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx,
        ),
        ExportFormat(
            "jsonl", "JSON Lines (.jsonl)", "application/x-ndjson; charset=utf-8", json_lines_stream
        ),
    )
}
