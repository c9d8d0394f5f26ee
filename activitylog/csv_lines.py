"""Splits a CSV file into rows that remember where they stood, and recovers after broken ones."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext

BOM = b"\xef\xbb\xbf"
# No row of ours is longer: an opening quote without a closing one must not swallow the file.
MOST_LINES = 50_000
MOST_BYTES = 16_000_000
csv.field_size_limit(MOST_BYTES)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it begins, its bytes and cells, or the problem why it has none."""

    line: int
    raw: bytes
    cells: list[str]
    problem: str = ""


class _Lines:
    """The lines of a file, which can be put back."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.back: deque[bytes] = deque()
        self.taken: list[bytes] = []
        self.size = 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.size > MOST_BYTES or len(self.taken) > MOST_LINES:
            raise csv.Error(gettext("a quote is opened and never closed"))
        line = self.back.popleft() if self.back else self.file.readline(MOST_BYTES + 1)
        if not line:
            raise StopIteration
        self.taken.append(line)
        self.size += len(line)
        # What is no UTF-8 is found out cell by cell, and stops nothing.
        return line.decode("utf-8", "surrogateescape")

    def take(self) -> bytes:
        raw = b"".join(self.taken)
        self.number += len(self.taken)
        self.taken, self.size = [], 0
        return raw

    def give_back_all_but_first(self) -> None:
        self.back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def rows_of(file: BinaryIO) -> Iterator[Row]:
    """Yield the rows; the first tells the separator."""
    lines = _Lines(file)
    first = file.readline(MOST_BYTES + 1)
    if not first.strip():
        return
    first = first.removeprefix(BOM)
    separator = ";" if first.count(b";") > first.count(b",") else ","
    lines.back.append(first)
    while True:
        row = _next_row(lines, separator)
        if row is None:
            return
        if row.cells or row.problem:
            yield row


def _next_row(lines: _Lines, separator: str) -> Row | None:
    line = lines.number + 1
    try:
        cells = next(csv.reader(lines, delimiter=separator, strict=True), None)
    except csv.Error as error:
        # Only the line where it began is lost; the next may begin a row of its own.
        lines.give_back_all_but_first()
        reason = gettext("is no row of a CSV file: %(problem)s") % {"problem": error}
        return Row(line, lines.take(), [], reason)
    if cells is None:
        return None
    return Row(line, lines.take(), cells, _encoding_problem(cells))


def _encoding_problem(cells: list[str]) -> str:
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return gettext("is not UTF-8: save the file as “CSV UTF-8”")
    return ""
