"""Key figures as tiles: a number, how it changed, how it is computed, and the way to its rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from portal.figures import Figure, Link, Number, Unit
from portal.templatetags.figures import figures
from portal.tiles import Tile

SPACE = "\N{NO-BREAK SPACE}"


def figure(value: Number | None = 5, **more: Any) -> Figure:
    return Figure(code="things", label="Things", value=value, **more)


def shown(*them: Figure) -> str:
    return render_to_string("portal/figures.html", figures(them))


@pytest.mark.parametrize(
    ("value", "previous", "unit", "expected"),
    [
        (1904, 1846, Unit.COUNT, f"+3.1{SPACE}%"),
        (214, 181, Unit.COUNT, f"+18{SPACE}%"),
        (90, 120, Unit.COUNT, f"−25{SPACE}%"),
        (37, 32, Unit.COUNT, "+5"),
        (1204, 3, Unit.COUNT, "+1,201"),
        (212, 99, Unit.COUNT, "+113"),
        (4, 12, Unit.COUNT, "−8"),
        (19, 19, Unit.COUNT, "±0"),
        (200, 200, Unit.COUNT, "±0"),
        (5, 0, Unit.COUNT, "+5"),
        (0.853, 0.847, Unit.SHARE, "+0.6 pp"),
        (0.036, 0.0358, Unit.SHARE, "±0"),
        (100_000, 99_999, Unit.COUNT, "±0"),
        (Decimal("-1014.92"), Decimal("-75.12"), Unit.MONEY, "−939.80 EUR"),
        (Decimal(50), Decimal(-50), Unit.MONEY, "+100.00 EUR"),
        (Decimal(-50), Decimal(50), Unit.MONEY, "−100.00 EUR"),
        (Decimal(2_500_000), Decimal(0), Unit.MONEY, f"+2.5{SPACE}M{SPACE}EUR"),
        (Decimal(90), Decimal(80), Unit.MONEY, f"+13{SPACE}%"),
        (Decimal("1200.50"), Decimal(0), Unit.MONEY, "+1,200.50 EUR"),
        (Decimal(0), Decimal(0), Unit.MONEY, "±0"),
        (5, None, Unit.COUNT, ""),
        (None, 5, Unit.COUNT, ""),
    ],
)
def test_the_change_is_in_percent_of_many_and_else_in_what_it_counts(
    value: Number | None, previous: Number | None, unit: Unit, expected: str
) -> None:
    tile = Tile(figure(value, previous=previous, unit=unit, currency="EUR"))
    assert tile.change == expected


@pytest.mark.parametrize(
    ("previous", "better", "expected"),
    [
        (4, "more", "good"),
        (6, "more", "poor"),
        (4, "less", "poor"),
        (6, "less", "good"),
        (4, "", ""),
        (5, "more", ""),
        (None, "more", ""),
    ],
)
def test_more_is_not_always_better(previous: int | None, better: Any, expected: str) -> None:
    assert Tile(figure(5, previous=previous, better=better)).news == expected


@pytest.mark.parametrize(
    ("value", "unit", "english", "german"),
    [
        (41208, Unit.COUNT, "41,208", "41.208"),
        (-3, Unit.COUNT, "−3", "−3"),
        (0.8534, Unit.SHARE, f"85.3{SPACE}%", f"85,3{SPACE}%"),
        (0.85, Unit.SHARE, f"85{SPACE}%", f"85{SPACE}%"),
        (Decimal("1234.5"), Unit.MONEY, "1,234.50 EUR", "1.234,50 EUR"),
        (None, Unit.SHARE, "–", "–"),
    ],
)
def test_numbers_are_in_the_readers_language(
    value: Number | None, unit: Unit, english: str, german: str
) -> None:
    tile = Tile(figure(value, unit=unit, currency="EUR"))
    assert tile.text == english
    with translation.override("de"):
        assert tile.text == german


@pytest.mark.parametrize(
    ("amount", "english", "german"),
    [
        ("999999.99", "999,999.99 EUR", "999.999,99 EUR"),
        ("1004000", f"1{SPACE}M{SPACE}EUR", f"1{SPACE}Mio.{SPACE}EUR"),
        ("16156150.06", f"16.2{SPACE}M{SPACE}EUR", f"16,2{SPACE}Mio.{SPACE}EUR"),
        ("-193873800.72", f"−193.9{SPACE}M{SPACE}EUR", f"−193,9{SPACE}Mio.{SPACE}EUR"),
        ("2345678901.00", f"2.35{SPACE}bn{SPACE}EUR", f"2,35{SPACE}Mrd.{SPACE}EUR"),
    ],
)
def test_a_large_amount_is_short_enough_for_its_tile(
    amount: str, english: str, german: str
) -> None:
    tile = Tile(figure(Decimal(amount), unit=Unit.MONEY, currency="EUR"))
    assert tile.short == english
    with translation.override("de"):
        assert tile.short == german


def test_a_large_amount_is_exact_for_who_asks() -> None:
    html = shown(figure(Decimal("16156150.06"), unit=Unit.MONEY, currency="EUR"))
    assert 'data-value="16156150.06"' in html
    assert 'title="16,156,150.06 EUR"' in html
    assert f'<span aria-hidden="true">16.2{SPACE}M{SPACE}EUR</span>' in html
    assert '<span class="visually-hidden">16,156,150.06 EUR</span>' in html


def test_what_rounds_to_no_change_is_no_news() -> None:
    tile = Tile(figure(0.036, previous=0.0358, unit=Unit.SHARE, better="less"))
    assert tile.news == ""


def test_a_tile_leads_to_the_rows_of_its_number() -> None:
    html = shown(figure(Decimal("1234.50"), link=Link("/rows/?a=1&b=2", of="monthly_price:EUR")))
    assert ('href="/rows/?a=1&amp;b=2" data-of="monthly_price:EUR" data-value="1234.50"') in html


def test_a_tile_without_rows_is_no_link() -> None:
    assert "<a" not in shown(figure())


def test_what_it_is_compared_with_is_said() -> None:
    assert "on last period" in shown(figure(previous=4))
    assert "on the day before" in shown(figure(previous=4, compared="on the day before"))
    assert "on last period" not in shown(figure())


def test_how_it_is_computed_opens_beside_the_link() -> None:
    html = shown(figure(definition="All <things>.", link=Link("/rows/")))
    assert 'aria-label="How “Things” is computed"' in html
    assert "All &lt;things&gt;." in html
    assert html.index("</a>") < html.index("<details")
    assert "<details" not in shown(figure())


def test_the_sparkline_is_told_in_words_too() -> None:
    html = shown(figure(history=[1, 3, 2]))
    assert 'points="0,26.5 50,1.5 100,14"' in html
    assert 'aria-label="From 1 to 2"' in html


@pytest.mark.parametrize(
    ("history", "points"),
    [((), ""), ((1,), ""), ((0, 0), "0,14 100,14"), ((-1, 1), "0,26.5 100,1.5")],
)
def test_a_history_of_one_day_draws_no_line(history: tuple[int, ...], points: str) -> None:
    assert Tile(figure(history=history)).points == points
