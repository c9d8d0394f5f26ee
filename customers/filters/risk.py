"""Which subscriptions are at risk: those that will end, and those that are used less."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from activitylog.keys import floor_key
from activitylog.periods import first_moment, today
from customers.filters.days import utc_start
from customers.models import SubscriptionMovement
from customers.states import MovementKind, Status

ENDING_WITHIN = 60
"""Days of UTC, today not counted."""
USED_LESS_FOR = 30
"""Days of the reader's time zone, today not counted."""

_ONE = timedelta(days=1)
_ABOUT_LICENSES = (MovementKind.LICENSES_ASSIGNED, MovementKind.LICENSES_REVOKED)


def ending(day: date | None = None) -> Q:
    """Active subscriptions that stop with a term which ends within 60 days from this day of UTC,
    today if it is not given."""
    start = utc_start(day or datetime.now(UTC).date())
    return Q(
        status=Status.ACTIVE,
        auto_renew=False,
        commitment_end_at__gte=start,
        commitment_end_at__lt=start + (ENDING_WITHIN + 1) * _ONE,
    )


def used_less(day: date | None = None) -> Q:
    """Active subscriptions of which fewer seats are assigned than 30 days before this day of the
    reader began, today if it is not given: more were taken back since than assigned."""
    fewer = (
        license_movements(day)
        .order_by()
        .values("subscription")
        .annotate(change=Sum("active_assigned_quantity"))
        .filter(change__lt=0)
    )
    return Q(status=Status.ACTIVE, pk__in=fewer.values("subscription"))


def license_movements(day: date | None = None) -> QuerySet[SubscriptionMovement]:
    """Licenses assigned and taken back since 30 days before this day of the reader began."""
    since = floor_key(first_moment((day or today()) - USED_LESS_FOR * _ONE))
    return SubscriptionMovement.objects.filter(kind__in=_ABOUT_LICENSES, id__gte=since)
