"""What a report says, and moments by the clocks of Berlin, in which most tests read it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from portal.charts.shapes import Chart

if TYPE_CHECKING:
    from analytics.shapes import Card, Cell, Report
    from portal.figures import Figure

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str) -> datetime:
    """A moment by the clocks of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def figure(told: Report, code: str) -> Figure:
    (found,) = [figure for figure in told.figures if figure.code == code]
    return found


def chart_of(told: Report, code: str) -> Chart:
    found = card(told, code).chart
    assert isinstance(found, Chart)
    return found


def card(told: Report, code: str) -> Card:
    found = told.card(code)
    assert found
    return found


def row(told: Report, code: str, key: str) -> list[Cell]:
    """The cells behind the first one, of the row whose first cell has this key."""
    (found,) = [cells for cells in card(told, code).rows if cells[0].key == key]
    return list(found[1:])


def by_month(told: Report, code: str, name: str) -> list[Any]:
    """A column of a card whose rows are months."""
    found = card(told, code)
    place = [field.name for field in found.fields].index(name)
    return [cells[place].value for cells in found.rows]


def values(cells: list[Cell]) -> list[Any]:
    return [cell.value for cell in cells]


def heads(told: Report, code: str) -> list[str]:
    """The keys of the rows of a card."""
    return [cells[0].key for cells in card(told, code).rows]
