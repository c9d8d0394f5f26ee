"""A chart as a picture: what is drawn where, for a template that only writes it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from portal.charts import marks
from portal.charts.columns import DrawnColumn, draw_column
from portal.charts.frame import HEIGHT, WIDTH, Frame, frame_for, labelled, short
from portal.charts.scale import scale_of
from portal.figures import Unit
from portal.numbers import axis_texts, exact

if TYPE_CHECKING:
    from portal.charts.shapes import Chart


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at an axis, and where along it."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    chart: Chart
    ticks: Sequence[Label]
    zero: str
    labels: Sequence[Label]
    columns: Sequence[DrawnColumn]
    lines: Sequence[tuple[str, str]]
    """Of a line chart: the style and the path of each."""
    left: str
    width: int = WIDTH
    height: int = HEIGHT


def draw(chart: Chart) -> Picture:
    scale = scale_of(_extent(chart), whole=chart.unit is Unit.COUNT)
    ticks = axis_texts(scale.ticks, chart.unit)
    frame = frame_for(scale, ticks, len(chart.columns))
    return Picture(
        chart=chart,
        ticks=[
            Label(short(frame.y(tick)), text) for tick, text in zip(scale.ticks, ticks, strict=True)
        ],
        zero=short(frame.y(0)),
        labels=_labels(chart, frame),
        columns=[draw_column(chart, frame, index) for index in range(len(chart.columns))],
        lines=_lines(chart, frame),
        left=short(frame.left),
    )


def _extent(chart: Chart) -> list[Decimal]:
    """The values that must fit onto the sheet: of stacks the whole of each side."""
    found: list[Decimal] = []
    for column in chart.columns:
        values = [exact(value) for value in column.values if value is not None]
        if chart.kind == "stacked":
            found.append(sum((value for value in values if value > 0), start=Decimal(0)))
            found.append(sum((value for value in values if value < 0), start=Decimal(0)))
        else:
            found += values
    return found


def _labels(chart: Chart, frame: Frame) -> list[Label]:
    texts = [str(column.label) for column in chart.columns]
    return [
        Label(short(frame.center(index)), texts[index]) for index in labelled(texts, frame.slot)
    ]


def _lines(chart: Chart, frame: Frame) -> list[tuple[str, str]]:
    if chart.kind != "line":
        return []
    return [
        (series.style, marks.line(frame, [column.values[place] for column in chart.columns]))
        for place, series in enumerate(chart.series)
    ]
