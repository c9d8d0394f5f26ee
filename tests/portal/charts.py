"""Charts for tests, and how their SVG is read again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from portal.charts.rendering import chart as written
from portal.charts.shapes import Chart, Column, Kind, Series, Style
from portal.figures import Link, Number

STYLES: tuple[Style, ...] = ("new", "renewed", "deprovisioned", "muted", "other")
Values = Sequence[Number | None]


def chart_of(*columns: Values, kind: Kind = "bars", url: str = "", **more: Any) -> Chart:
    """One column for each of these, named after its place; with an address for each value."""
    count = len(columns[0]) if columns else 1
    return Chart(
        kind=kind,
        title="Things per month",
        description="How many there were.",
        series=[Series(f"Series {place}", STYLES[place]) for place in range(count)],
        columns=[
            Column(f"C{place}", f"Column {place}", values, [Link(url)] * len(values) if url else ())
            for place, values in enumerate(columns)
        ],
        **more,
    )


def drawn(chart: Chart) -> ElementTree.Element:
    """The picture, without a namespace: it stands in HTML."""
    return ElementTree.fromstring(re.sub(r"\s*<(/?)div[^>]*>\s*", "", written(chart)))


def ticks(chart: Chart) -> list[str]:
    return [text.text or "" for text in drawn(chart).findall("g[@class='ticks']/text")]


def labels(chart: Chart) -> list[str]:
    return [text.text or "" for text in drawn(chart).findall("g[@class='labels']/text")]


def heights(chart: Chart, style: Style) -> list[tuple[float, float]]:
    """From where to where each box of a series goes, downwards from the top of the sheet."""
    found = []
    for path in drawn(chart).iter("path"):
        if path.get("class") == style:
            start, end = re.findall(r"[ V](-?[\d.]+)", path.get("d", ""))[:2]
            found.append(tuple(sorted((float(start), float(end)))))
    return [(low, high) for low, high in found]


def zero(chart: Chart) -> float:
    line = drawn(chart).find("g[@class='ticks']/path[@class='zero']")
    assert line is not None
    return float(line.get("d", "").split()[1].partition("H")[0])
