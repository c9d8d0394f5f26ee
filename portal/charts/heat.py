"""A heat map as a table: how strongly each cell is coloured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.charts.shapes import HeatCell, HeatMap, HeatRow
    from portal.figures import Text

STRONGEST = 6


@dataclass(frozen=True, slots=True)
class ColouredCell:
    cell: HeatCell
    strength: int
    """0 for nothing, 1 to 6 for a sixth each of the highest number."""


@dataclass(frozen=True, slots=True)
class ColouredRow:
    label: Text
    cells: Sequence[ColouredCell]
    total: int


@dataclass(frozen=True, slots=True)
class ColouredTable:
    chart: HeatMap
    rows: Sequence[ColouredRow]


def colour(chart: HeatMap) -> ColouredTable:
    highest = highest_of(chart)
    return ColouredTable(chart, [_row(row, highest) for row in chart.rows])


def highest_of(chart: HeatMap) -> int:
    return max((cell.value for row in chart.rows for cell in row.cells), default=0)


def _row(row: HeatRow, highest: int) -> ColouredRow:
    cells = [ColouredCell(cell, _strength(cell.value, highest)) for cell in row.cells]
    return ColouredRow(row.label, cells, sum(cell.value for cell in row.cells))


def _strength(value: int, highest: int) -> int:
    return ceil(STRONGEST * value / highest) if highest else 0
