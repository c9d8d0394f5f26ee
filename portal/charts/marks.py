"""The shapes that stand for values: boxes of bars and stacks, dots and lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from portal.charts.frame import BOTTOM, HEIGHT, TOP, Frame, short
from portal.numbers import exact

if TYPE_CHECKING:
    from portal.figures import Number

# A box is drawn with a round line of twice this width: what is left out here comes back there.
ROUNDING = 1
# What parts the boxes of a stack.
PARTING = 1
_SHARE_OF_SLOT = 0.58
_WIDEST = 44

Shapes = list[str | None]
"""A path for each value of a column; None where nothing is drawn."""


def stack(frame: Frame, index: int, values: Sequence[Number | None]) -> Shapes:
    """Boxes on top of each other, the first value's outermost, to both sides of zero."""
    shapes: Shapes = [None] * len(values)
    numbers = [exact(value or 0) for value in values]
    above = below = Decimal(0)
    for place, number in reversed(list(enumerate(numbers))):
        if number > 0:
            shapes[place] = _box(frame, index, above, above + number)
            above += number
    for place, number in enumerate(numbers):
        if number < 0:
            shapes[place] = _box(frame, index, below, below + number)
            below += number
    return shapes


def dots(frame: Frame, index: int, values: Sequence[Number | None]) -> Shapes:
    """A point for each value, which the theme draws as a dot."""
    x = short(frame.center(index))
    return [None if value is None else f"M{x} {short(frame.y(value))}h0" for value in values]


def line(frame: Frame, values: Sequence[Number | None]) -> str:
    """A path through one series' values, interrupted where there is none."""
    path = ""
    is_down = False
    for index, value in enumerate(values):
        if value is not None:
            pen = "L" if is_down else "M"
            path += f"{pen}{short(frame.center(index))} {short(frame.y(value))}"
        is_down = value is not None
    return path


def area(frame: Frame, index: int) -> str:
    """The whole place of a column: where a pointer means it."""
    left, right = (round(frame.left + frame.slot * edge) for edge in (index, index + 1))
    return f"M{left} {TOP}H{right}V{HEIGHT - BOTTOM}H{left}z"


def _box(frame: Frame, index: int, start: Decimal, end: Decimal) -> str:
    width = min(frame.slot * _SHARE_OF_SLOT, _WIDEST) - 2 * ROUNDING
    left = short(frame.center(index) - width / 2)
    inner, outer = frame.y(start), frame.y(end)
    towards_zero = 1 if outer < inner else -1
    if start:
        inner -= towards_zero * PARTING
    inner -= towards_zero * ROUNDING
    outer += towards_zero * ROUNDING
    if (inner - outer) * towards_zero < 0:
        # Too small for its rounding: still a line, for there is something.
        inner = outer = (inner + outer) / 2
    return f"M{left} {short(inner)}V{short(outer)}h{short(width)}V{short(inner)}z"
