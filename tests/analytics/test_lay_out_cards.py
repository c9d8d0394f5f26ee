from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from analytics.admin.cards import Block, blocks, card_view
from analytics.shapes import Card, Cell, Field, Report
from analytics.tabs import TABS
from portal.charts.shapes import Chart, HeatMap
from portal.figures import Unit

TAB = TABS["subscriptions"]
CHART = Chart(kind="bars", title="", description="", series=[], columns=[])
HEAT = HeatMap(title="", column_labels=[], rows=[])
CHARTS: dict[str, Chart | HeatMap] = {"c": CHART, "h": HEAT}


def card(code: str, values: Sequence[int] = (1,)) -> Card:
    """Its kind is in the first letter: a chart, a ranking, a heat map, or a table."""
    return Card(
        code=code,
        title=code,
        definition="",
        fields=[Field("name", "Name"), Field("count", "Count", Unit.COUNT)],
        rows=[[Cell("a"), Cell(value)] for value in values],
        chart=CHARTS.get(code[0]),
        is_ranking=code[0] == "r",
    )


def laid_out(*codes: str) -> list[tuple[list[str], list[str]]]:
    report = Report(
        code="subscriptions",
        as_of=timezone.now(),
        figures=[],
        cards=[card(code, range(6)) for code in codes],
    )

    def names(block: Block) -> tuple[list[str], list[str]]:
        return [view.card.code for view in block.main], [view.card.code for view in block.side]

    return [names(block) for block in blocks(report, TAB, "")]


def test_rankings_stand_beside_charts():
    assert laid_out("c1", "r1") == [(["c1"], ["r1"])]
    assert laid_out("r1", "c1", "c2", "r2") == [(["c1", "c2"], ["r1", "r2"])]


def test_tables_and_heat_maps_take_the_whole_width():
    assert laid_out("c1", "t1", "h1", "r1") == [
        (["c1"], []),
        (["t1"], []),
        (["h1"], []),
        ([], ["r1"]),
    ]


def test_rankings_that_find_no_room_beside_charts_stand_with_the_next():
    assert laid_out("c1", "r1", "r2", "t1", "r3") == [
        (["c1"], ["r1"]),
        (["t1"], []),
        ([], ["r2", "r3"]),
    ]
    assert laid_out("c1", "r1", "r2") == [(["c1"], ["r1"]), ([], ["r2"])]


def test_a_ranking_much_longer_than_the_chart_leaves_it_the_whole_width():
    fields = [Field("name", "Name"), *(Field(f"n{n}", "N", Unit.COUNT) for n in range(3))]
    long = Card(
        code="r",
        title="",
        definition="",
        fields=fields,
        rows=[[Cell("a"), Cell(1), Cell(1), Cell(1)]] * 6,
        is_ranking=True,
    )
    report = Report(code="subscriptions", as_of=timezone.now(), figures=[], cards=[card("c"), long])
    assert [(len(block.main), len(block.side)) for block in blocks(report, TAB, "")] == [
        (1, 0),
        (0, 1),
    ]


def test_bars_are_as_long_as_their_numbers():
    view = card_view(card("r", [400, 300, 1, 0]), TAB, "")
    assert [row.bar for row in view.rows] == [100, 75, 0, 0]
    assert [row.bar for row in card_view(card("r", [0, 0]), TAB, "").rows] == [0, 0]


def test_a_long_ranking_shows_its_first_rows_and_folds_the_others():
    view = card_view(card("r", range(20)), TAB, "")
    assert (len(view.first), len(view.further), view.left_to_file) == (6, 14, 0)


def test_a_ranking_without_end_says_how_many_rows_are_only_in_its_file():
    view = card_view(card("r", range(200)), TAB, "")
    assert (len(view.first), len(view.further), view.left_to_file) == (6, 24, 170)


def test_a_table_that_is_too_large_for_paper_is_left_to_the_screen():
    assert card_view(card("c", range(14)), TAB, "").fits_paper
    assert not card_view(card("c", range(15)), TAB, "").fits_paper
