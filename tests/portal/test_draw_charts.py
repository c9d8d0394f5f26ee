"""A chart: what it says and where it leads, in any language, of any numbers."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.charts.rendering import chart as written
from portal.charts.rendering import legend
from portal.charts.shapes import Chart, Column, Series
from portal.figures import Link, Unit
from tests.portal.charts import chart_of, drawn, heights, labels, ticks, zero

LOG = "/admin/activitylog/activityentry/?date_from=2026-10-25&date_to=2026-10-25"
MOVEMENTS = (
    "/admin/customers/subscriptionmovement/"
    "?date_from=2026-01-01&date_to=2026-01-31&kind=suspended&kind=deprovisioned"
)
MONTH = (22, 18, -9)


def names(chart: Chart) -> list[str]:
    """What is read out of each place that can be reached by the keyboard."""
    return [
        node.get("aria-label", "")
        for node in drawn(chart).iter()
        if node.get("href") or node.get("tabindex")
    ]


def test_the_axis_counts_in_round_steps_with_zero_among_them() -> None:
    chart = chart_of((52, 42, -16), (22, 18, -9), kind="stacked")
    assert ticks(chart) == ["−20", "0", "20", "40", "60", "80", "100"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), ["0", "1"]),
        ((0, 0), ["0", "1"]),
        ((1,), ["0", "1"]),
        ((3,), ["0", "1", "2", "3"]),
        ((-3, -1), ["−3", "−2", "−1", "0"]),
        ((-1, 59), ["−20", "0", "20", "40", "60"]),
        ((None, 7), ["0", "2", "4", "6", "8"]),
        ((1_234_567,), ["0", "0.5 M", "1 M", "1.5 M"]),
        ((4 * 10**15,), ["0", "1,000,000 bn", "2,000,000 bn", "3,000,000 bn", "4,000,000 bn"]),
    ],
)
def test_every_number_finds_its_axis(values: tuple[int | None, ...], expected: list[str]) -> None:
    assert ticks(chart_of(*((value,) for value in values))) == expected


def test_money_and_shares_have_steps_between_whole_numbers() -> None:
    assert ticks(chart_of((Decimal("0.90"),), unit=Unit.MONEY)) == [
        "0",
        "0.2",
        "0.4",
        "0.6",
        "0.8",
        "1",
    ]
    assert ticks(chart_of((0.5,), unit=Unit.SHARE))[-1] == "50\N{NO-BREAK SPACE}%"


def test_a_stack_has_its_first_series_on_top_and_what_is_lost_below_zero() -> None:
    chart = chart_of(MONTH, kind="stacked")
    (new,), (renewed,), (lost,) = (
        heights(chart, style) for style in ("new", "renewed", "deprovisioned")
    )
    assert new[0] < new[1] < renewed[0] < renewed[1] < zero(chart) < lost[0] < lost[1]
    # Each is as high as its number, but for its rounding and what parts it from its neighbour.
    found = [new[1] - new[0] + 3, renewed[1] - renewed[0] + 2, lost[1] - lost[0] + 2]
    assert [round(height / found[2] * 9) for height in found] == [22, 18, 9]


def test_two_series_below_zero_do_not_cover_each_other() -> None:
    chart = chart_of((1, -2, -3), kind="stacked")
    (lost,), (ended,) = heights(chart, "renewed"), heights(chart, "deprovisioned")
    assert zero(chart) < lost[0] < lost[1] < ended[0] < ended[1]


def test_one_of_very_many_is_still_to_be_seen() -> None:
    (box,) = heights(chart_of((1, 10**9), kind="stacked"), "new")
    assert box[0] == box[1]  # a line, drawn as thick as the theme says


def test_there_is_nothing_to_see_of_zero_and_of_no_value() -> None:
    assert heights(chart_of((0,), (None,)), "new") == []
    assert names(chart_of((0,), (None,))) == ["Column 0: 0", "Column 1: –"]


def test_bars_below_zero_hang_from_it() -> None:
    chart = chart_of((-5,), (5,))
    below, above = heights(chart, "new")
    assert below[0] > zero(chart) > above[1]


def test_a_line_is_interrupted_where_there_is_no_value() -> None:
    chart = chart_of((1,), (2,), (None,), (4,), kind="line")
    curve = drawn(chart).find("path[@class='curve new']")
    assert curve is not None
    assert [curve.get("d", "").count(pen) for pen in "ML"] == [2, 1]
    assert len(drawn(chart).findall(".//path[@class='new']")) == 3


def test_nothing_at_all_is_an_empty_sheet() -> None:
    assert names(chart_of()) == []
    assert labels(chart_of()) == []


def test_every_label_is_written_where_there_is_room() -> None:
    assert labels(chart_of(*[(1,)] * 12)) == [f"C{place}" for place in range(12)]


def test_of_many_labels_some_are_written_as_far_from_each_other_up_to_the_last() -> None:
    found = [int(label[1:]) for label in labels(chart_of(*[(1,)] * 92))]
    assert found[-1] == 91
    assert len({later - earlier for earlier, later in itertools.pairwise(found)}) == 1
    assert 10 < len(found) < 30


def test_each_part_of_a_stack_leads_to_its_rows() -> None:
    chart = chart_of(MONTH, kind="stacked", url=MOVEMENTS)
    assert names(chart) == [
        "Series 0, Column 0: 22",
        "Series 1, Column 0: 18",
        "Series 2, Column 0: −9",
    ]
    links = list(drawn(chart).iter("a"))
    assert [link.get("href") for link in links] == [MOVEMENTS] * 3
    assert [link.get("data-of") for link in links] == ["rows"] * 3
    # The list of what is drawn below zero holds nine rows.
    assert [link.get("data-value") for link in links] == ["22", "18", "9"]


def test_a_sum_keeps_its_sign() -> None:
    chart = chart_of((1, -9), kind="stacked")
    column = Column("Nov", "November", (1, -9), [None, Link("/rows/", of="monthly_price:EUR")])
    chart = Chart(kind="stacked", title="", description="", series=chart.series, columns=[column])
    (link,) = drawn(chart).iter("a")
    assert (link.get("data-of"), link.get("data-value")) == ("monthly_price:EUR", "-9")


def test_a_bar_is_one_link_for_the_whole_place_of_its_column() -> None:
    chart = chart_of((114,), (0,), url=LOG)
    links = list(drawn(chart).iter("a"))
    assert [link.get("data-value") for link in links] == ["114", "0"]
    assert names(chart) == ["Column 0: 114", "Column 1: 0"]


def test_a_column_without_an_address_can_still_be_reached() -> None:
    (column,) = drawn(chart_of(MONTH, kind="stacked")).findall("g[@tabindex='0']")
    assert column.get("role") == "img"
    assert column.get("aria-label") == "Column 0: Series 0 22, Series 1 18, Series 2 −9"


def test_what_a_column_holds_stands_in_the_picture_without_a_script() -> None:
    shown = [text.text for text in drawn(chart_of(MONTH, (1, 2, 3), kind="stacked")).iter("text")]
    assert "Column 0:\nSeries 0 22,\nSeries 1 18,\nSeries 2 −9" in shown


def test_the_picture_says_what_it_is() -> None:
    picture = drawn(chart_of((1,)))
    assert picture.get("role") == "group"
    assert picture.findtext("title") == "Things per month"
    assert picture.findtext("desc") == "How many there were."


def test_texts_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    chart = Chart(
        kind="stacked",
        title=evil,
        description=evil,
        series=[Series(evil, "new"), Series(evil, "other")],
        columns=[Column(evil, evil, (1, 2), [Link(evil), None])],
    )
    assert "<script" not in written(chart) + legend(chart)


def test_numbers_and_texts_are_in_the_readers_language() -> None:
    chart = Chart(
        kind="stacked",
        title=_("Overview"),
        description="",
        series=[Series(_("Customers"), "new"), Series(_("Users"), "other")],
        columns=[Column("Nov", "November", (Decimal("1234567.5"), Decimal(-2)))],
        unit=Unit.MONEY,
        currency="EUR",
    )
    with translation.override("de"):
        (column,) = drawn(chart).findall("g[@tabindex='0']")
        assert drawn(chart).findtext("title") == "Übersicht"
        assert "1,5 Mio." in ticks(chart)
    assert column.get("aria-label") == "November: Kunden 1.234.567,50 EUR, Benutzer −2,00 EUR"


def test_the_legend_names_the_series_where_there_are_several() -> None:
    assert legend(chart_of((1,))) == ""
    assert '<li class="renewed">Series 1</li>' in legend(chart_of((1, 2)))


@pytest.mark.parametrize(
    ("chart", "most"),
    [
        (chart_of(*[(22, 18, -9)] * 12, kind="stacked", url=MOVEMENTS), 12_288),
        (chart_of(*[(114,)] * 92, url=LOG), 25_600),
    ],
    ids=["a year", "92 days"],
)
def test_it_is_light(chart: Any, most: int) -> None:
    assert len(written(chart).encode()) <= most
