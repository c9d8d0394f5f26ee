"""Figures as tiles: the number in words, how it changed, and whether that is good."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from portal.charts import sparkline
from portal.figures import Figure, Unit
from portal.numbers import (
    MINUS,
    NO_BREAK,
    decimal_text,
    exact,
    number_text,
    raw,
    rounded,
    short_text,
)

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
    def short(self) -> str:
        """The text where there is no room for all of it: millions; else the same."""
        return short_text(self.figure.value, self.figure.unit, self.figure.currency)

    @property
    def change(self) -> str:
        """+3.1 %, −8, ±0; of shares in percentage points; empty where nothing is compared."""
        found = self._change
        if found is None:
            return ""
        size, text = found
        if not size:
            return "±0"
        return text if text.startswith(MINUS) else f"+{text}"

    @property
    def news(self) -> str:
        """The class of the change: good, poor, or neither; what rounds to nothing is neither."""
        found = self._change
        if found is None or not found[0] or not self.figure.better:
            return ""
        return "good" if (found[0] > 0) == (self.figure.better == "more") else "poor"

    @property
    def _change(self) -> tuple[Decimal, str] | None:
        value, previous = self.figure.value, self.figure.previous
        if value is None or previous is None:
            return None
        return _change(self.figure, exact(value), exact(previous))

    @property
    def points(self) -> str:
        return sparkline.points(self.figure.history)

    @property
    def history(self) -> str:
        """The sparkline in words."""
        ends = (self.figure.history[0], self.figure.history[-1])
        first, last = (number_text(end, self.figure.unit, self.figure.currency) for end in ends)
        return gettext("From %(first)s to %(last)s") % {"first": first, "last": last}


def _change(figure: Figure, value: Decimal, previous: Decimal) -> tuple[Decimal, str]:
    """The size as it is shown, rounded, and its text. Percent of what was or is below zero would
    mislead."""
    difference = value - previous
    if figure.unit is Unit.SHARE:
        points = rounded(difference * 100, 1)
        return points, gettext("%(number)s pp") % {"number": decimal_text(points, 1)}
    is_many = figure.unit is Unit.MONEY or previous >= PERCENT_FROM
    if is_many and previous > 0 and value >= 0:
        percent = difference / previous * 100
        places = 1 if abs(percent) < 10 else 0
        return rounded(percent, places), f"{decimal_text(percent, places)}{NO_BREAK}%"
    size = rounded(difference, 2 if figure.unit is Unit.MONEY else 0)
    return size, short_text(size, figure.unit, figure.currency)
