"""What was ordered and renewed, and how the monthly recurring revenue came about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from activitylog.periods import today
from analytics.reports import history
from analytics.reports.ledger import Ledger, Movements, add_up
from analytics.reports.segments import ONE_DAY
from analytics.reports.spans import A_YEAR_IN_MONTHS, months_before
from customers.models import SubscriptionMovement

if TYPE_CHECKING:
    from analytics.reports.revenue.flows import Flow
    from analytics.reports.segments import Segments
    from analytics.scope import Scope
    from portal.figures import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class History(history.History):
    currency: str
    mrr: Decimal
    """Monthly recurring revenue, now."""
    year: Scope
    """The twelve whole calendar months up to the previous one."""

    def revenue(self, scope: Scope) -> Decimal:
        return self.moved.money("amount", (scope.start, scope.end))

    def mrr_at(self, end: date) -> Decimal:
        """After this day."""
        since = (end + ONE_DAY, None)
        return self.mrr - self._more_and_less(self.differences, since)

    def flow(self, flow: Flow, scope: Scope) -> Decimal:
        span = (scope.start, scope.end)
        if flow.change:
            return self.differences.money(flow.change, span, flow.kinds)
        return self._more_and_less(self.differences, span, flow.kinds)

    def _more_and_less(
        self,
        ledger: Ledger,
        span: tuple[date | None, date | None],
        kinds: tuple[str, ...] | None = None,
    ) -> Decimal:
        return ledger.money("more", span, kinds) + ledger.money("less", span, kinds)

    def link_to_mrr(self, end: date) -> Link | None:
        return self._link(self.scope.during(None, end))

    def link_to_flow(self, flow: Flow, scope: Scope) -> Link | None:
        change = {"change": flow.change} if flow.change else {}
        return self._link(scope, kind=list(flow.kinds), **change)

    def link_to_flows(self, flows: tuple[Flow, ...]) -> Link | None:
        """What a share of these, in the period, is computed from."""
        kinds = dict.fromkeys(kind for flow in flows for kind in flow.kinds)
        link = self._link(self.scope, kind=list(kinds))
        return link and replace(link, of="")

    def link_to_revenue(self, scope: Scope, **narrowed: object) -> Link:
        return scope.link_to_movements(
            f"amount:{self.currency}", currency=self.currency, **narrowed
        )

    def _link(self, scope: Scope, **narrowed: object) -> Link | None:
        if not self.has_lists:
            return None
        of = f"monthly_price:{self.currency}"
        return scope.link_to_movements(of, currency=self.currency, **narrowed)


def trailing_year(scope: Scope, day: date) -> Scope:
    """The twelve whole calendar months before that of a day, whatever the scope's period."""
    end = day.replace(day=1) - ONE_DAY
    return scope.during(months_before(end, A_YEAR_IN_MONTHS - 1), end)


def read_history(scope: Scope, currency: str, mrr: Decimal) -> History:
    movements = SubscriptionMovement.objects.filter(currency=currency)
    year = trailing_year(scope, today())
    return History.of(scope, movements, _read, year, currency=currency, mrr=mrr, year=year)


def _read(movements: Movements, segments: Segments) -> Ledger:
    return add_up(
        movements.exclude(monthly_price=0, amount=0),
        segments,
        "kind",
        more=Sum("monthly_price", filter=Q(monthly_price__gt=0)),
        less=Sum("monthly_price", filter=Q(monthly_price__lt=0)),
        amount=Sum("amount"),
    )
