"""What a report is made of: the same for its page, its CSV files and the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.charts.shapes import Chart, HeatMap
    from portal.figures import Figure, Link, Number, Text, Unit


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a card's table. `name` is its key for programs, `label` its head for people and
    in CSV files; without a `unit` it is text."""

    name: str
    label: Text
    unit: Unit | None = None
    currency: str = ""
    """Of its amounts, where it is not that of the whole card."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table: text, a day, a moment or a number; None where there is none."""

    value: Text | Number | date | datetime | None
    link: Link | None = None
    key: str = ""
    """For programs, where the value is a name for people: an ID or a code."""
    moment: datetime | None = None
    """For files, where the value is a time in words, which would not sort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A table under a title, and a picture of it."""

    code: str
    title: Text
    fields: Sequence[Field]
    rows: Sequence[Sequence[Cell]]
    definition: Text
    """How its numbers are computed, in one or two sentences."""
    note: Text = ""
    """A sentence beside the title: of which period, how many of how many."""
    chart: Chart | HeatMap | None = None
    """Drawn above the table, which then stands folded below it."""
    is_ranking: bool = False
    """Whether the rows are shown with bars as long as their first number."""
    more: tuple[Text, str] | None = None
    """The way on: what the link is called, and its address."""
    currency: str = ""
    empty: Text = ""
    """What to say where there is no row."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something unusual, in a sentence."""

    text: Text
    link: Link
    """The rows around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one tab shows."""

    code: str
    as_of: datetime
    figures: Sequence[Figure]
    cards: Sequence[Card]
    notes: Sequence[Text] = ()
    """Sentences above all: what is left out or behind, and why."""
    alerts: Sequence[Alert] = ()

    def card(self, code: str) -> Card | None:
        return next((card for card in self.cards if card.code == code), None)
