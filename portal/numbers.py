"""Numbers as people read them, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext

from portal.figures import Number, Unit

MINUS = "−"
NO_BREAK = "\N{NO-BREAK SPACE}"
_BILLION = 10**9
_MILLION = 10**6


def grouped(number: int) -> str:
    """Write a count as people read it: 1,240 or 1.240."""
    return number_format(number, force_grouping=True)


def money_text(amount: Decimal, currency: str) -> str:
    return f"{number_format(amount, 2, force_grouping=True)} {currency}"


def number_text(value: Number | None, unit: Unit = Unit.COUNT, currency: str = "") -> str:
    """Write a value with its unit: 1,240 · 1,240.50 EUR · 85.3 %; a dash where there is none."""
    if value is None:
        return "–"
    if unit is Unit.MONEY:
        return with_minus(money_text(rounded(value, 2), currency))
    if unit is Unit.SHARE:
        return f"{decimal_text(exact(value) * 100, 1)}{NO_BREAK}%"
    return decimal_text(value, 0)


def short_text(value: Number | None, unit: Unit = Unit.COUNT, currency: str = "") -> str:
    """Write an amount of a million or more in few letters: 16.2 M EUR; all else as it is."""
    amount = exact(value or 0)
    if unit is not Unit.MONEY or abs(amount) < _MILLION:
        return number_text(value, unit, currency)
    if abs(amount) >= _BILLION:
        size, text = _BILLION, gettext("%(number)s bn")
    else:
        size, text = _MILLION, gettext("%(number)s M")
    places = 2 if abs(amount) < 10 * size else 1
    number = text % {"number": decimal_text(amount / size, places)}
    return f"{number} {currency}".replace(" ", NO_BREAK)


def decimal_text(value: Number, places: int) -> str:
    """Round to so many decimal places, and leave out those that are 0 at the end."""
    number = rounded(value, places).normalize()
    places = max(0, -int(number.as_tuple().exponent))
    return with_minus(number_format(number, places, force_grouping=True))


def axis_texts(ticks: Sequence[Decimal], unit: Unit) -> list[str]:
    """Write the ticks of an axis short enough for it, in what the highest is counted in: 0.5 M
    for 500,000 below 1 M. Money is without its currency."""
    if unit is Unit.SHARE:
        return [number_text(tick, unit) for tick in ticks]
    highest = max(abs(tick) for tick in ticks)
    if highest >= _BILLION:
        return [_in_units(tick, _BILLION, gettext("%(number)s bn")) for tick in ticks]
    if highest >= _MILLION:
        return [_in_units(tick, _MILLION, gettext("%(number)s M")) for tick in ticks]
    return [decimal_text(tick, 2) for tick in ticks]


def _in_units(tick: Decimal, size: int, text: str) -> str:
    return text % {"number": decimal_text(tick / size, 2)} if tick else "0"


def raw(value: Number | None) -> str:
    """Write a value for programs, the same in every language; empty where there is none."""
    return "" if value is None else str(value)


CENT = Decimal("0.01")


def exact(value: Number) -> Decimal:
    """A float's shortest writing, not the binary fraction behind it."""
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def rounded(value: Number, places: int) -> Decimal:
    """Round halves away from zero, as invoices do."""
    return exact(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def with_minus(text: str) -> str:
    return text.replace("-", MINUS)


def signed(text: str, value: Number) -> str:
    """The text of a difference, with a plus where it is more than nothing."""
    return f"+{text}" if value > 0 else text
