"""The reports that there are: each is a tab of the pages, and the numbers behind its CSV files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activitylog.periods import Period, today
from analytics.filters import DATES, AnalyticsFilter, EntriesFilter, RevenueFilter
from analytics.periods import last_12_months, last_30_days
from analytics.reports.activity import activity_report
from analytics.reports.licenses import licenses_report
from analytics.reports.revenue import revenue_report
from analytics.reports.subscriptions import subscriptions_report
from portal.snapshot import snapshot

if TYPE_CHECKING:
    from analytics.shapes import Report

VIEW = "customers.view_analytics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    code: str
    label: Promise
    report: Callable[[AnalyticsFilter], Report]
    """Of a readable filter."""
    default: Callable[[date], Period]
    """The period where the address names no day."""
    filterset_class: type[AnalyticsFilter] = AnalyticsFilter
    permissions: tuple[str, ...] = (VIEW,)

    def asked(self, address: QueryDict) -> AnalyticsFilter:
        """What an address asks for: the default period, unless it says anything about days."""
        data = address.copy()
        if not any(name in data for name in DATES):
            data.update(self.default_dates())
        return self.filterset_class(data)

    def default_dates(self) -> dict[str, str]:
        """The default period, as an address names it."""
        period = self.default(today())
        return {
            name: day.isoformat() if day else ""
            for name, day in zip(DATES, (period.start, period.end), strict=True)
        }


# What there is now, and what has moved since, come from several statements: an order between two of
# them would be in one and not in the other.
@snapshot()
def _subscriptions(asked: AnalyticsFilter) -> Report:
    return subscriptions_report(asked.scope())


@snapshot()
def _licenses(asked: AnalyticsFilter) -> Report:
    return licenses_report(asked.scope())


@snapshot()
def _revenue(asked: AnalyticsFilter) -> Report:
    return revenue_report(asked.scope(), asked.chosen_currency)


def _activity(asked: AnalyticsFilter) -> Report:
    """It has a snapshot of its own: what is not counted yet is counted before that."""
    return activity_report(asked.scope())


TABS = {
    tab.code: tab
    for tab in (
        Tab(
            code="subscriptions",
            label=_("Subscriptions"),
            report=_subscriptions,
            default=last_12_months,
        ),
        Tab(
            code="licenses",
            label=_("Licenses"),
            report=_licenses,
            default=last_12_months,
        ),
        Tab(
            code="revenue",
            label=_("Revenue"),
            report=_revenue,
            default=last_12_months,
            filterset_class=RevenueFilter,
        ),
        Tab(
            code="activity",
            label=_("Activity"),
            report=_activity,
            default=last_30_days,
            filterset_class=EntriesFilter,
            permissions=(VIEW, "activitylog.view_activityentry"),
        ),
    )
}
