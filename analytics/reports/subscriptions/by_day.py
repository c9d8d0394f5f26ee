"""The meanings of the report that depend on its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from activitylog.periods import first_moment
from analytics.reports.meanings import ACTIVE_PAID, Meaning
from customers.filters.days import utc_start
from customers.filters.risk import ending
from customers.states import Status

if TYPE_CHECKING:
    from analytics.reports.subscriptions.periods import Periods

RENEWING_WITHIN = TRIAL_ENDS_WITHIN = RENEWED_WITHIN = 30
"""In days, today not counted."""
_ONE = timedelta(days=1)


def renewing(periods: Periods) -> Meaning:
    first, last = periods.utc_today, periods.utc_today + RENEWING_WITHIN * _ONE
    return Meaning(
        Q(status=Status.ACTIVE, auto_renew=True, is_trial=False)
        & _on_utc_days("commitment_end_at", first, last),
        {
            **ACTIVE_PAID.filters,
            "auto_renew": "true",
            "commitment_end_from": first,
            "commitment_end_to": last,
        },
    )


def trials_ending(periods: Periods) -> Meaning:
    first, last = periods.utc_today + _ONE, periods.utc_today + TRIAL_ENDS_WITHIN * _ONE
    return Meaning(
        Q(status=Status.ACTIVE, is_trial=True) & _on_utc_days("trial_end_at", first, last),
        {
            "status": Status.ACTIVE,
            "is_trial": "true",
            "trial_end_from": first,
            "trial_end_to": last,
        },
    )


def renewed(periods: Periods) -> Meaning:
    first = periods.today - RENEWED_WITHIN * _ONE
    return Meaning(Q(last_renewed_at__gte=first_moment(first)), {"renewed_from": first})


def at_risk_ending(periods: Periods) -> Meaning:
    return Meaning(ending(periods.utc_today), {"at_risk": "ending"})


def _on_utc_days(name: str, first: date, last: date) -> Q:
    return Q(**{f"{name}__gte": utc_start(first), f"{name}__lt": utc_start(last + _ONE)})
