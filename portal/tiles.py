"""Figures as tiles: the number in words, how it changed, and whether that is good."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from portal.charts import sparkline
from portal.figures import Figure, Number, Unit
from portal.numbers import MINUS, NO_BREAK, decimal_text, exact, number_text, raw

PERCENT_FROM = 100
"""From how many on a change is told in percent; of fewer, one more or less says more."""


@dataclass(frozen=True, slots=True)
class Tile:
    figure: Figure

    @property
    def text(self) -> str:
        return number_text(self.figure.value, self.figure.unit, self.figure.currency)

    @property
    def value(self) -> str:
        return raw(self.figure.value)

    @property
    def change(self) -> str:
        """+3.1 %, −8, ±0; of shares in percentage points; empty where nothing is compared."""
        value, previous = self.figure.value, self.figure.previous
        if value is None or previous is None:
            return ""
        return _change(self.figure, value, previous)

    @property
    def news(self) -> str:
        """The class of the change: good, poor, or neither."""
        value, previous = self.figure.value, self.figure.previous
        if value is None or previous is None or value == previous or not self.figure.better:
            return ""
        return "good" if (value > previous) == (self.figure.better == "more") else "poor"

    @property
    def points(self) -> str:
        return sparkline.points(self.figure.history)

    @property
    def history(self) -> str:
        """The sparkline in words."""
        ends = (self.figure.history[0], self.figure.history[-1])
        first, last = (number_text(end, self.figure.unit, self.figure.currency) for end in ends)
        return gettext("From %(first)s to %(last)s") % {"first": first, "last": last}


def _change(figure: Figure, value: Number, previous: Number) -> str:
    difference = exact(value) - exact(previous)
    if not difference:
        return "±0"
    if figure.unit is Unit.SHARE:
        return _signed(decimal_text(difference * 100, 1))
    if previous and (figure.unit is Unit.MONEY or previous >= PERCENT_FROM):
        percent = difference / abs(exact(previous)) * 100
        places = 1 if abs(percent) < 10 else 0
        return f"{_signed(decimal_text(percent, places))}{NO_BREAK}%"
    if figure.unit is Unit.MONEY:
        return _signed(number_text(difference, figure.unit, figure.currency))
    return _signed(decimal_text(difference, 0))


def _signed(text: str) -> str:
    return text if text.startswith(MINUS) else f"+{text}"
