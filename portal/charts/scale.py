"""The axis of values: round numbers that people count in, with zero among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from portal.numbers import exact

if TYPE_CHECKING:
    from portal.figures import Number

MOST_STEPS = 6
# Of the power of ten below a step's ideal length; the last fits even where both ends are cut.
_ROUND = (1, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest tick to the highest, and how far each value is up between the two."""

    ticks: tuple[Decimal, ...]

    def share(self, value: Number) -> float:
        """0 at the lowest tick, 1 at the highest."""
        low, high = self.ticks[0], self.ticks[-1]
        return float((exact(value) - low) / (high - low))


def scale_of(values: Iterable[Number], *, whole: bool) -> Scale:
    """The scale that holds these values and zero. `whole`: there is nothing between 1 and 2."""
    found = [Decimal(0), *(exact(value) for value in values)]
    low, high = min(found), max(found)
    if low == high:
        high = Decimal(1)
    step = _step(low, high, whole=whole)
    first, last = _steps(low, high, step)
    return Scale(tuple(number * step for number in range(first, last + 1)))


def _step(low: Decimal, high: Decimal, *, whole: bool) -> Decimal:
    power = ((high - low) / MOST_STEPS).adjusted()
    if whole:
        power = max(power, 0)
    steps = (Decimal(number).scaleb(power) for number in _ROUND)
    return next(step for step in steps if _is_enough(low, high, step))


def _is_enough(low: Decimal, high: Decimal, step: Decimal) -> bool:
    first, last = _steps(low, high, step)
    return last - first <= MOST_STEPS


def _steps(low: Decimal, high: Decimal, step: Decimal) -> tuple[int, int]:
    """The multiples of the step around both ends."""
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return int(first), int(last)
