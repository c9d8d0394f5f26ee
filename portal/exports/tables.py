"""Tables that are no rows of the database: reports, which are small."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from portal.exports.cells import neutral

Value = str | int | float | Decimal | date | datetime | None


def table_stream(
    heads: Sequence[str], rows: Iterable[Sequence[Value]], separator: str
) -> Iterator[bytes]:
    """RFC 4180 with a byte order mark, so that Excel reads umlauts right."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    writer.writerow([neutral(head) for head in heads])
    writer.writerows([cell_text(value) for value in row] for row in rows)
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()


def cell_text(value: Value) -> str:
    """Numbers stay numbers, below zero too; only text can be taken for a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    return neutral(value) if isinstance(value, str) else str(value)
