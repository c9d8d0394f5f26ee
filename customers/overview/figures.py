"""What there is now of subscriptions and of their seats, and what there was in the last 30 days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from activitylog.keys import floor_key
from activitylog.periods import start_of, today
from customers.models import Subscription, SubscriptionMovement
from customers.states import Status
from portal.figures import Figure, Link, Unit

LOOKING_BACK = 30
EVERY = 3
"""Days between two points of the lines."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Active subscriptions, and the seats of them."""

    subscriptions: int
    seats: int
    assigned: int

    @property
    def share(self) -> float | None:
        return self.assigned / self.seats if self.seats else None

    def without(self, moved: Stock) -> Stock:
        """What there was before all that."""
        return Stock(
            self.subscriptions - moved.subscriptions,
            self.seats - moved.seats,
            self.assigned - moved.assigned,
        )


def figures() -> Iterator[Figure]:
    stock = stock_now()
    before = stocks_before(stock)
    line = [*before, stock]
    link = f"{reverse('admin:customers_subscription_changelist')}?status=active"
    compared = _("in 30 days")
    yield Figure(
        code="active_subscriptions",
        label=_("Active subscriptions"),
        value=stock.subscriptions,
        link=Link(link),
        previous=before[0].subscriptions,
        compared=compared,
        better="more",
        history=[each.subscriptions for each in line],
        definition=_("Subscriptions that are active now, trials included."),
    )
    yield Figure(
        code="assignment_rate",
        label=_("Assignment rate"),
        value=stock.share,
        unit=Unit.SHARE,
        link=Link(link, of=""),
        previous=before[0].share,
        compared=compared,
        better="more",
        history=[each.share for each in line if each.share is not None],
        definition=_(
            "Seats that are assigned to users, as a share of the seats of active subscriptions. "
            "The change is in percentage points."
        ),
    )


def stock_now() -> Stock:
    sums = Subscription.objects.filter(status=Status.ACTIVE).aggregate(
        subscriptions=Count("pk"), seats=Sum("quantity"), assigned=Sum("assigned_quantity")
    )
    return Stock(sums["subscriptions"], sums["seats"] or 0, sums["assigned"] or 0)


def stocks_before(now: Stock) -> Sequence[Stock]:
    """What there was at the beginning of some of the last days, the oldest first: what there is
    now without what has moved since. One query."""
    days = [today() - timedelta(days=ago) for ago in range(LOOKING_BACK, -1, -EVERY)]
    keys = [floor_key(start_of(day)) for day in days]
    sums = SubscriptionMovement.objects.filter(id__gte=keys[0]).aggregate(
        **{
            f"{name}_{place}": Sum(field, filter=Q(id__gte=key), default=0)
            for place, key in enumerate(keys)
            for name, field in _MOVED.items()
        }
    )
    return [
        now.without(Stock(*(sums[f"{name}_{place}"] for name in _MOVED)))
        for place in range(len(days))
    ]


_MOVED = {
    "subscriptions": "active_subscriptions",
    "seats": "active_quantity",
    "assigned": "active_assigned_quantity",
}
