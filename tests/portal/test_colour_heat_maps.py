"""A heat map: a table with its numbers in it, coloured by how high they are."""

from __future__ import annotations

import re

from portal.charts.rendering import chart, legend
from portal.charts.shapes import HeatCell, HeatMap, HeatRow
from portal.figures import Link


def heat_map(*rows: tuple[int, ...], link: Link | None = None) -> HeatMap:
    return HeatMap(
        title="Activity",
        column_labels=["0", "1"],
        rows=[
            HeatRow("Monday", [HeatCell(value, "Monday, 0:00", link) for value in values])
            for values in rows
        ],
    )


def strengths(shape: HeatMap) -> list[int]:
    return [int(found) for found in re.findall(r'<td class="q(\d)">', chart(shape))]


def test_the_highest_number_is_strongest_and_only_nothing_is_without_colour() -> None:
    assert strengths(heat_map((0, 1, 10, 50), (51, 60, 0, 0))) == [0, 1, 1, 5, 6, 6, 0, 0]


def test_a_table_of_nothing_has_no_colour() -> None:
    assert strengths(heat_map((0, 0))) == [0, 0]
    assert strengths(heat_map()) == []


def test_every_cell_has_its_number_and_every_row_its_sum() -> None:
    html = chart(heat_map((1200, 34)))
    assert '<td class="q6">1,200</td><td class="q1">34</td><td class="n">1,234</td>' in html
    assert '<th scope="row">Monday</th>' in html
    assert '<th scope="col">1</th>' in html


def test_a_cell_leads_to_its_rows() -> None:
    html = chart(heat_map((1200,), link=Link("/log/?a=1&b=2")))
    assert (
        '<a href="/log/?a=1&amp;b=2" data-of="rows" data-value="1200" '
        'aria-label="Monday, 0:00: 1,200">1,200</a>'
    ) in html


def test_the_legend_names_the_highest_number() -> None:
    assert legend(heat_map((0, 1200))).strip().endswith("1,200</p>")
