"""A column of a chart as it is drawn: its marks, where they lead, and its values in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.charts import marks
from portal.figures import ROWS
from portal.numbers import exact, number_text, raw

if TYPE_CHECKING:
    from portal.charts.frame import Frame
    from portal.charts.shapes import Chart, Column, Series
    from portal.figures import Link, Number


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for one value. Where its column is the link, it has none itself."""

    style: str
    path: str
    label: str
    value: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """`label` is read out, and shown by the script; `text` is shown without it. Of several series
    each stands on a line of its own."""

    area: str
    label: str
    text: str
    marks: Sequence[Mark]
    link: Link | None
    value: str

    @property
    def has_links(self) -> bool:
        return self.link is not None or any(mark.link for mark in self.marks)


def draw_column(chart: Chart, frame: Frame, index: int) -> DrawnColumn:
    column = chart.columns[index]
    if len(chart.series) == 1:
        return _of_one_series(chart, frame, index, column)
    values = [
        f"{series.label} {_text(chart, value)}"
        for series, value in zip(chart.series, column.values, strict=True)
    ]
    return DrawnColumn(
        marks.area(frame, index),
        f"{column.name}: {', '.join(values)}",
        f"{column.name}:\n" + ",\n".join(values),
        _marks(chart, frame, index, column.links or [None] * len(column.values)),
        None,
        "",
    )


def _of_one_series(chart: Chart, frame: Frame, index: int, column: Column) -> DrawnColumn:
    """The whole place of the column is its link: a small bar is not hard to hit."""
    link = column.links[0] if column.links else None
    text = _text(chart, column.values[0])
    return DrawnColumn(
        marks.area(frame, index),
        f"{column.name}: {text}",
        f"{column.label}: {text}",
        _marks(chart, frame, index, [None]),
        link,
        _of_list(column.values[0], link),
    )


def _marks(chart: Chart, frame: Frame, index: int, links: Sequence[Link | None]) -> list[Mark]:
    column = chart.columns[index]
    shapes = (marks.dots if chart.kind == "line" else marks.stack)(frame, index, column.values)
    return [
        Mark(series.style, path, _name(chart, series, column, value), _of_list(value, link), link)
        for series, value, path, link in zip(
            chart.series, column.values, shapes, links, strict=True
        )
        if path
    ]


def _name(chart: Chart, series: Series, column: Column, value: Number | None) -> str:
    return f"{series.label}, {column.name}: {_text(chart, value)}"


def _text(chart: Chart, value: Number | None) -> str:
    return number_text(value, chart.unit, chart.currency)


def _of_list(value: Number | None, link: Link | None) -> str:
    """The value as its list counts it: rows that are drawn below zero are rows all the same."""
    if value is not None and link and link.of == ROWS:
        return raw(abs(exact(value)))
    return raw(value)
