"""Numbers that stand for rows: what they are called, how they changed, where their rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
Number = int | Decimal | float
ROWS = "rows"


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    """Whole things: subscriptions, seats, entries."""
    MONEY = "money"
    """An amount in a currency, to the cent."""
    SHARE = "share"
    """A part of a whole: 0.85 is 85 %."""


@dataclass(frozen=True, slots=True)
class Link:
    """The list of the rows behind a number.

    The number is the count of those rows (`of` is "rows"), or the sum of one of the list's
    totals: `of` is then its name. It is empty where the list shows what the number is computed
    from, such as a share, and no number on it is the same.
    """

    url: str
    of: str = ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number: what it is called, and what it was before."""

    code: str
    """Its name for programs, such as "active_subscriptions"."""
    label: Text
    value: Number | None
    """None where there is nothing to compute it from, such as a share of nothing."""
    unit: Unit = Unit.COUNT
    currency: str = ""
    """Of an amount."""
    link: Link | None = None
    previous: Number | None = None
    """What it was in the period before; None where that is not known or means nothing."""
    compared: Text = ""
    """With what it is compared, as it stands below the change; empty for "on last period"."""
    better: Literal["more", "less", ""] = ""
    """Which direction is good news; empty where neither is."""
    history: Sequence[Number] = ()
    """What it was from time to time, the oldest first, for a sparkline."""
    definition: Text = ""
    """How it is computed, in one or two sentences for whoever asks."""
