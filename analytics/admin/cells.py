"""The cells of a card's table, as its template reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from activitylog.moments import day_text
from portal.figures import Unit
from portal.numbers import number_text

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
    """What the column is called, where the text alone does not tell what it is."""


def cell_view(card: Card, field: Field, cell: Cell) -> CellView:
    """Of amounts in a table the currency stands above them, once."""
    link, currency = cell.link, field.currency or card.currency
    return CellView(
        text_of(cell, field.unit, currency if card.is_ranking else ""),
        field.unit is not None,
        link.url if link else "",
        link.of if link else "",
        str(cell.value),
        str(field.label) if field.unit is not None or isinstance(cell.value, date) else "",
    )


def text_of(cell: Cell, unit: Unit | None, currency: str) -> str:
    value = cell.value
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return day_text(timezone.localdate(value))
    if isinstance(value, date):
        return day_text(value)
    if unit is None or not isinstance(value, int | float | Decimal):
        return str(value)
    return number_text(value, unit, currency).rstrip()


def head_text(field: Field, currency: str) -> str:
    """Amounts are plain numbers: the currency stands above them."""
    currency = field.currency or currency
    is_money = field.unit is Unit.MONEY and currency
    return f"{field.label} ({currency})" if is_money else str(field.label)
