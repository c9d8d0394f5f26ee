"""What charts are made of. They know numbers and addresses, and nothing of what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.figures import Link, Number, Text, Unit

Kind = Literal["stacked", "bars", "line"]
Style = Literal["new", "renewed", "deprovisioned", "muted", "other"]


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of value. `style` is one of the chart styles of the theme, never a colour."""

    label: Text
    style: Style


@dataclass(frozen=True, slots=True)
class Column:
    """One place on the axis, with a value for each series; None where there is none.

    `label` stands below the axis ("Nov"), `name` is read out ("November 2026"). `links` lead to
    the rows of each value; None, or none at all, where there are none.
    """

    label: Text
    name: Text
    values: Sequence[Number | None]
    links: Sequence[Link | None] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has. `kind` says how the columns are drawn:

    - "stacked": series on top of each other, the first on top; those below zero downwards
    - "bars": one series, a bar for each column
    - "line": a line for each series
    """

    kind: Kind
    title: Text
    description: Text
    series: Sequence[Series]
    columns: Sequence[Column]
    unit: Unit = Unit.COUNT
    currency: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    value: int
    name: Text
    """Where it stands, read out: "Monday, 14:00"."""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    label: Text
    cells: Sequence[HeatCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """A table whose cells are coloured by their number, with the number in every cell and a sum
    at the end of each row."""

    title: Text
    column_labels: Sequence[Text]
    rows: Sequence[HeatRow]
