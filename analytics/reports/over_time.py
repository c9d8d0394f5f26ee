"""Cards whose rows are months, and the chart of the same numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.shapes import Card, Cell, Field
from portal.charts.shapes import Chart, Column, Kind, Series, Style
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.buckets import Bucket
    from portal.figures import Link, Number, Text


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a month."""

    value: Number | None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Month:
    bucket: Bucket
    numbers: Sequence[Told]
    """One for each field of the card."""


def monthly_card(
    *,
    code: str,
    title: Text,
    definition: Text,
    fields: Sequence[Field],
    months: Sequence[Month],
    kind: Kind,
    drawn: Mapping[str, Style],
    currency: str = "",
    note: Text = "",
    empty: Text = "",
) -> Card:
    """`drawn` names the fields that the chart shows, all in the same unit, and how."""
    places = [place for place, field in enumerate(fields) if field.name in drawn]
    return Card(
        code=code,
        title=title,
        definition=definition,
        note=note,
        fields=[Field("month", _("Month")), *fields],
        rows=[_row(month) for month in months],
        chart=Chart(
            kind=kind,
            title=title,
            description=definition,
            series=[Series(fields[place].label, drawn[fields[place].name]) for place in places],
            columns=[_column(month, places) for month in months],
            unit=fields[places[0]].unit or Unit.COUNT,
            currency=currency,
        )
        if months
        else None,
        currency=currency,
        empty=empty,
    )


def _row(month: Month) -> list[Cell]:
    head = Cell(month.bucket.name, key=month.bucket.start.isoformat())
    return [head, *(Cell(number.value, number.link) for number in month.numbers)]


def _column(month: Month, places: Sequence[int]) -> Column:
    shown = [month.numbers[place] for place in places]
    return Column(
        month.bucket.label,
        month.bucket.name,
        [number.value for number in shown],
        [number.link for number in shown],
    )
