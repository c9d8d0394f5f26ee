"""Where things are on the sheet on which charts are drawn, in its own units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.charts.scale import Scale
    from portal.figures import Number

WIDTH = 800
HEIGHT = 240
TOP = 16
BOTTOM = 24
RIGHT = 18
# How wide a character of a label is, about, and what parts a label from its neighbour.
CHARACTER = 8
GAP = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the sheet that columns stand in, `left` of which the ticks are written."""

    scale: Scale
    left: float
    columns: int

    @property
    def slot(self) -> float:
        """How wide the place of a column is."""
        return (WIDTH - RIGHT - self.left) / max(self.columns, 1)

    def center(self, index: int) -> float:
        return self.left + self.slot * (index + 0.5)

    def y(self, value: Number) -> float:
        plot = HEIGHT - TOP - BOTTOM
        return TOP + plot * (1 - self.scale.share(value))


def frame_for(scale: Scale, tick_labels: Iterable[str], columns: int) -> Frame:
    widest = max(len(label) for label in tick_labels)
    return Frame(scale, round(widest * CHARACTER + GAP), columns)


def labelled(labels: Sequence[str], slot: float) -> list[int]:
    """The columns whose label is written: the last one, and before it as many as there is room
    for, all as far from each other."""
    widest = max((len(label) for label in labels), default=0) * CHARACTER + GAP
    every = max(ceil(widest / slot), 1)
    last = len(labels) - 1
    return [index for index in range(len(labels)) if (last - index) % every == 0]


def short(number: float) -> str:
    """A coordinate, as exact as a screen shows it."""
    return f"{number:.1f}".removesuffix(".0")
