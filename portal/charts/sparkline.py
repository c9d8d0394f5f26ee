"""A figure's history as one line without axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from portal.charts.frame import short

if TYPE_CHECKING:
    from portal.figures import Number

WIDTH = 100
HEIGHT = 28
# Half the line's width stays inside.
_EDGE = 1.5


def points(history: Sequence[Number]) -> str:
    """The corners of the line, from the lowest value at the bottom to the highest at the top.

    Empty where there are less than two values: a line needs both ends. What never changed lies
    in the middle.
    """
    if len(history) < 2:
        return ""
    low, high = float(min(history)), float(max(history))
    step = WIDTH / (len(history) - 1)
    return " ".join(
        f"{short(step * index)},{short(_y(float(value), low, high))}"
        for index, value in enumerate(history)
    )


def _y(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)
