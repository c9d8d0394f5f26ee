"""The cells of a card's table, as its template reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import number_format

from activitylog.moments import day_text
from portal.figures import Unit
from portal.numbers import grouped

if TYPE_CHECKING:
    from analytics.shapes import Card, Cell, Field


@dataclass(frozen=True, slots=True)
class CellView:
    text: str
    is_number: bool
    url: str = ""
    of: str = ""
    raw: str = ""
    """The number as programs read it."""
    label: str = ""
    """What the number counts."""


def cell_view(card: Card, field: Field, cell: Cell) -> CellView:
    link = cell.link
    return CellView(
        text_of(cell, field.unit, card.currency),
        field.unit is not None,
        link.url if link else "",
        link.of if link else "",
        str(cell.value),
        str(field.label),
    )


def text_of(cell: Cell, unit: Unit | None, currency: str) -> str:
    value = cell.value
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return day_text(timezone.localtime(value).date())
    if isinstance(value, date):
        return day_text(value)
    if unit is None or not isinstance(value, int | float | Decimal):
        return str(value)
    return _number(value, unit, currency).replace("-", "\N{MINUS SIGN}", 1)


def _number(value: float | Decimal, unit: Unit, currency: str) -> str:
    if unit is Unit.MONEY:
        return f"{number_format(value, 2, force_grouping=True)} {currency}".rstrip()
    if unit is Unit.SHARE:
        return f"{number_format(value * 100, 1)} %"
    return grouped(int(value))
