"""The cards of a report and where they stand on the page, as its templates read them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from django.urls import reverse

from analytics.admin.cells import CellView, cell_view, head_text
from portal.charts.shapes import Chart, HeatMap

if TYPE_CHECKING:
    from analytics.shapes import Card, Cell, Report
    from analytics.tabs import Tab


FIRST, MOST = 6, 30
"""Rows of a ranking: those shown at once, and all that are sent with the page."""
CHART_HEIGHT, RANKING_HEIGHT, ROW_HEIGHT, LINE_HEIGHT = 364, 110, 28, 24
"""In pixels, roughly and with the gap below: what stands in a column is told from these."""
SLACK = CHART_HEIGHT // 2
"""So much further than the charts the rankings beside them may reach."""
MOST_ON_PAPER = 14
"""Columns, or rows: a name, and the months of a year and of a day."""


@dataclass(frozen=True, slots=True)
class RowView:
    cells: Sequence[CellView]
    bar: int = 0
    """Of a ranking: how long the bar is, of 100."""

    @property
    def head(self) -> CellView:
        return self.cells[0]

    @property
    def rest(self) -> Sequence[CellView]:
        return self.cells[1:]


@dataclass(frozen=True, slots=True)
class Head:
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class CardView:
    card: Card
    heads: Sequence[Head]
    rows: Sequence[RowView]
    export_url: str

    @property
    def is_heat_map(self) -> bool:
        """Which is a table itself."""
        return isinstance(self.card.chart, HeatMap)

    @property
    def first(self) -> Sequence[RowView]:
        """Of a ranking what is shown at once."""
        return self.rows[:FIRST]

    @property
    def further(self) -> Sequence[RowView]:
        """What unfolds."""
        return self.rows[FIRST:MOST]

    @property
    def left_to_file(self) -> int:
        """How many rows are only in the file."""
        return max(0, len(self.rows) - MOST)

    @property
    def height(self) -> int:
        """Of a ranking, in pixels, as far as that can be told without drawing it."""
        return RANKING_HEIGHT + len(self.first) * (ROW_HEIGHT + LINE_HEIGHT * (len(self.heads) - 1))

    @property
    def fits_paper(self) -> bool:
        """Whether the table has room on a page below its chart."""
        return len(self.heads) <= MOST_ON_PAPER and len(self.rows) <= MOST_ON_PAPER


@dataclass(slots=True)
class Block:
    """Cards side by side: those that need room, and rankings beside them."""

    main: list[CardView] = dataclasses.field(default_factory=list)
    side: list[CardView] = dataclasses.field(default_factory=list)


def blocks(report: Report, tab: Tab, address: str) -> list[Block]:
    """In the order of the report. What is neither drawn in columns nor a ranking takes the whole
    width; rankings that find no room beside charts stand with the next ones."""
    found = [Block()]
    for card in report.cards:
        view = card_view(card, tab, address)
        if card.is_ranking:
            found[-1].side.append(view)
        elif isinstance(card.chart, Chart):
            found[-1].main.append(view)
        else:
            found += [Block([view]), Block()]
    return [block for block in _balanced(found) if block.main or block.side]


def _balanced(found: list[Block]) -> Iterator[Block]:
    waiting: list[CardView] = []
    for block in found:
        if block.side:
            rankings = waiting + block.side
            room = _room(block, rankings)
            block.side, waiting = rankings[:room], rankings[room:]
        yield block
    yield Block(side=waiting)


def _room(block: Block, rankings: Sequence[CardView]) -> int:
    """How many of the rankings, from the first, are not much longer together than the charts."""
    if not block.main:
        return len(rankings)
    heights = accumulate(view.height for view in rankings)
    most = len(block.main) * CHART_HEIGHT + SLACK
    return sum(1 for height in heights if height <= most)


def card_view(card: Card, tab: Tab, address: str) -> CardView:
    url = reverse(f"admin:analytics_{tab.code}_export", args=[card.code])
    most = max((_first_number(card, row) for row in card.rows), default=0) if card.is_ranking else 0
    return CardView(
        card,
        [Head(head_text(field, card.currency), field.unit is not None) for field in card.fields],
        [
            RowView(
                [cell_view(card, *pair) for pair in zip(card.fields, row, strict=True)],
                _bar(_first_number(card, row), most) if most else 0,
            )
            for row in card.rows
        ],
        f"{url}{address}",
    )


def _first_number(card: Card, row: Sequence[Cell]) -> int | float | Decimal:
    values = (
        cell.value for column, cell in zip(card.fields, row, strict=True) if column.unit is not None
    )
    first = next(values, None)
    return first if isinstance(first, int | float | Decimal) else 0


def _bar(value: float | Decimal, most: float | Decimal) -> int:
    return max(0, min(100, round(100 * float(value) / float(most))))
