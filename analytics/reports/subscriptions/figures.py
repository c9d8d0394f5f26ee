from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from analytics.reports import meanings
from analytics.reports.segments import ONE_DAY
from analytics.reports.sold import LICENSES_SOLD, link_to_sold
from analytics.reports.spans import SINCE_START
from analytics.reports.subscriptions import by_day, definitions
from analytics.reports.subscriptions.conversions import link_to_conversions
from analytics.reports.subscriptions.moves import ENTERING
from customers.states import LEAVING, MovementKind
from portal.figures import Figure, Link, Number, Unit

if TYPE_CHECKING:
    from analytics.reports.meanings import Meaning
    from analytics.reports.subscriptions.counts import Counts

N = TypeVar("N", int, Decimal | None)
InPeriod = Callable[[date | None, date | None], N]
CREATED = (MovementKind.CREATED,)


def figures(counts: Counts) -> list[Figure]:
    return [*_sold(counts), *_stock(counts), *_soon(counts), *_change(counts), *_at_risk(counts)]


def _sold(counts: Counts) -> Iterable[Figure]:
    scope = counts.periods.scope

    def sold(start: date | None, end: date | None) -> int:
        return counts.flows.count(CREATED, start, end)

    yield Figure(
        code="subscriptions_sold",
        label=_("Subscriptions sold"),
        value=sold(scope.start, scope.end),
        link=scope.link_to_movements(kind=MovementKind.CREATED),
        previous=_before(counts, sold),
        better="more",
        history=_history(counts, sold),
        definition=definitions.SUBSCRIPTIONS_SOLD,
    )
    yield Figure(
        code="licenses_sold",
        label=_("Licenses sold"),
        value=counts.flows.bought(scope.start, scope.end),
        link=link_to_sold(scope),
        previous=_before(counts, counts.flows.bought),
        better="more",
        history=_history(counts, counts.flows.bought),
        definition=LICENSES_SOLD,
    )


def _stock(counts: Counts) -> Iterable[Figure]:
    yield Figure(
        code="active_subscriptions",
        label=_("Active subscriptions"),
        value=counts.standing.active,
        link=_link(counts, meanings.ACTIVE),
        previous=_at_start(counts, counts.active_at),
        compared=SINCE_START,
        better="more",
        history=_stock_history(counts, counts.active_at),
        definition=definitions.ACTIVE_SUBSCRIPTIONS,
    )
    yield Figure(
        code="suspended_subscriptions",
        label=_("Suspended"),
        value=counts.standing.suspended,
        link=_link(counts, meanings.SUSPENDED),
        previous=_at_start(counts, counts.suspended_at),
        compared=SINCE_START,
        better="less",
        history=_stock_history(counts, counts.suspended_at),
        definition=definitions.SUSPENDED_SUBSCRIPTIONS,
    )


def _soon(counts: Counts) -> Iterable[Figure]:
    scope, conversions = counts.periods.scope, counts.conversions
    yield Figure(
        code="renewing_in_30_days",
        label=_("Renewing in 30 days"),
        value=counts.standing.renewing,
        link=_link(counts, by_day.renewing(counts.periods)),
        definition=definitions.RENEWING_IN_30_DAYS,
    )
    yield Figure(
        code="renewed_subscriptions",
        label=_("Renewed in the last 30 days"),
        value=counts.standing.renewed,
        link=_link(counts, by_day.renewed(counts.periods)),
        better="more",
        definition=definitions.RENEWED_SUBSCRIPTIONS,
    )
    yield Figure(
        code="trial_conversions",
        label=_("Trial conversions"),
        value=conversions.count(scope.start, scope.end),
        link=link_to_conversions(scope),
        previous=_before(counts, conversions.count),
        better="more",
        history=_history(counts, conversions.count),
        definition=definitions.TRIAL_CONVERSIONS,
    )
    yield Figure(
        code="trials_ending_in_30_days",
        label=_("Trials ending in 30 days"),
        value=counts.standing.trials_ending,
        link=_link(counts, by_day.trials_ending(counts.periods)),
        definition=definitions.TRIALS_ENDING_IN_30_DAYS,
    )


def _change(counts: Counts) -> Iterable[Figure]:
    scope = counts.periods.scope
    yield Figure(
        code="churn_rate",
        label=_("Churn rate"),
        value=counts.churn_rate(scope.start, scope.end),
        unit=Unit.SHARE,
        link=scope.link_to_movements(of="", kind=LEAVING, is_trial="false"),
        previous=_before(counts, counts.churn_rate),
        better="less",
        history=[rate for rate in _history(counts, counts.churn_rate) if rate is not None],
        definition=definitions.CHURN_RATE,
    )
    yield Figure(
        code="net_adds",
        label=_("Net adds"),
        value=counts.net_adds(scope.start, scope.end),
        link=scope.link_to_movements(of="", kind=[*ENTERING, *LEAVING], is_trial="false"),
        previous=_before(counts, counts.net_adds),
        better="more",
        history=_history(counts, counts.net_adds),
        definition=definitions.NET_ADDS,
    )


def _at_risk(counts: Counts) -> Iterable[Figure]:
    yield Figure(
        code="at_risk_ending",
        label=_("Ending without renewal"),
        value=counts.standing.at_risk_ending,
        link=_link(counts, by_day.at_risk_ending(counts.periods)),
        better="less",
        definition=definitions.AT_RISK_ENDING,
    )
    yield Figure(
        code="at_risk_usage",
        label=_("Usage falling"),
        value=counts.used_less.count,
        link=counts.periods.scope.link_to_subscriptions(at_risk="usage"),
        better="less",
        definition=definitions.AT_RISK_USAGE,
    )


def _link(counts: Counts, meaning: Meaning) -> Link:
    return counts.periods.scope.link_to_subscriptions(**meaning.filters)


def _before(counts: Counts, value: InPeriod[N]) -> N | None:
    before = counts.periods.before
    return value(before.start, before.end) if before else None


def _history(counts: Counts, value: InPeriod[N]) -> list[N]:
    return [value(part.start, part.end) for part in counts.periods.history]


def _at_start(counts: Counts, value: Callable[[date], int]) -> int | None:
    start = counts.periods.scope.start
    return value(start) if start else None


def _stock_history(counts: Counts, value: Callable[[date], int]) -> Sequence[Number]:
    return [value(part.end + ONE_DAY) for part in counts.periods.history_to_today]
