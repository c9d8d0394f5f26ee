"""What the rows of a list come to: sums over all of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.expressions import Combinable

from portal.figures import Number, Text, Unit
from portal.numbers import CENT, number_text, raw, signed

_ROWS = "total_rows"
Sums = Mapping[str, Number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum over the rows of a list, of whole numbers or of amounts."""

    name: str
    """For programs, such as "quantity"."""
    label: Text
    of: str | Combinable
    """The field, or what is computed of a row. None in a row counts as 0."""
    currency: str = ""
    """Of amounts: the field with the currency, in each of which they are added up alone."""
    is_change: bool = False
    """Whether it is a difference, which is written with its sign."""


@dataclass(frozen=True, slots=True)
class ShownSum:
    name: str
    """The total's; of amounts with the currency: "monthly_price:EUR"."""
    value: str
    """For programs."""
    text: str


@dataclass(frozen=True, slots=True)
class ShownTotal:
    label: Text
    sums: Sequence[ShownSum]


def add_up(rows: QuerySet[Any], totals: Sequence[Total]) -> tuple[int, Sums]:
    """How many rows there are and what they come to, by the name of the sum; one query.

    It reads all of them: whoever calls this has made sure that they are not too many.
    """
    added = {f"total_{total.name}": Sum(total.of) for total in totals}
    fields = sorted({total.currency for total in totals if total.currency})
    grouped = rows.order_by().values(*fields) if fields else rows.order_by()
    counted = {_ROWS: Count("pk"), **added}
    groups = grouped.annotate(**counted) if fields else [grouped.aggregate(**counted)]
    count = 0
    sums: dict[str, Number] = {total.name: 0 for total in totals if not total.currency}
    for group in groups:
        count += group[_ROWS]
        for total in totals:
            name = f"{total.name}:{group[total.currency]}" if total.currency else total.name
            sums[name] = sums.get(name, 0) + (group[f"total_{total.name}"] or 0)
    return count, sums


def shown(totals: Sequence[Total], sums: Sums) -> Iterator[ShownTotal]:
    for total in totals:
        if total.currency:
            names = sorted(name for name in sums if name.startswith(f"{total.name}:"))
            yield ShownTotal(total.label, [_amount(total, name, sums[name]) for name in names])
        else:
            value = sums[total.name]
            yield ShownTotal(total.label, [_sum(total, total.name, value, number_text(value))])


def _amount(total: Total, name: str, value: Number) -> ShownSum:
    # SQLite adds amounts up as floating-point numbers.
    exact = Decimal(value).quantize(CENT)
    text = number_text(exact, Unit.MONEY, name.rpartition(":")[2])
    return _sum(total, name, exact, text)


def _sum(total: Total, name: str, value: Number, text: str) -> ShownSum:
    return ShownSum(name, raw(value), signed(text, value) if total.is_change else text)
