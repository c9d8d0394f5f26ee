from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from analytics.reports.shares import share
from analytics.reports.subscriptions.conversions import Conversions
from analytics.reports.subscriptions.moves import ENTERING, Moves, read_moves
from analytics.reports.subscriptions.standing import Standing, read_standing
from analytics.reports.subscriptions.usage import UsedLess, read_used_less
from customers.states import LEAVING

if TYPE_CHECKING:
    from analytics.reports.subscriptions.periods import Periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the report's numbers are computed from.

    What there was at the beginning of a day is what there is now, without what was added since.
    """

    periods: Periods
    flows: Moves
    differences: Moves
    standing: Standing
    conversions: Conversions
    used_less: UsedLess

    def active_at(self, day: date) -> int:
        return self.standing.active - self.differences.active(day)

    def active_paid_at(self, day: date) -> int:
        return self.standing.active_paid - self.differences.active_paid(day)

    def suspended_at(self, day: date) -> int:
        return self.standing.suspended - self.differences.suspended(day)

    def left(self, start: date | None, end: date | None) -> int:
        """How many that were paid for were deprovisioned or suspended."""
        return self.flows.count(LEAVING, start, end, is_trial=False)

    def net_adds(self, start: date | None, end: date | None) -> int:
        entered = self.flows.count(ENTERING, start, end, is_trial=False)
        return entered - self.left(start, end)

    def churn_rate(self, start: date | None, end: date | None) -> Decimal | None:
        """None where there was nothing to lose, and where the period has no beginning."""
        if start is None:
            return None
        return share(self.left(start, end), self.active_paid_at(start))


def count(periods: Periods) -> Counts:
    flows, differences = read_moves(periods.scope, periods.segments)
    return Counts(
        periods=periods,
        flows=flows,
        differences=differences,
        standing=read_standing(periods),
        conversions=Conversions(periods),
        used_less=read_used_less(periods),
    )
