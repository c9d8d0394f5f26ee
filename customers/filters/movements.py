from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from activitylog.keys import floor_key
from activitylog.periods import first_moment, moment_after
from customers.filters.choices import VIEW_CUSTOMER, any_of, options
from customers.filters.sold import SoldFilter
from customers.models import SubscriptionMovement
from customers.states import MovementKind
from portal.filters import CodesFilter, IsoDateFilter, PartFilter, UuidFilter, options_of

Rows = QuerySet[SubscriptionMovement]
MORE, LESS = "more", "less"
SEATS = {MORE: Q(quantity__gt=0), LESS: Q(quantity__lt=0)}
CHANGES = {MORE: Q(monthly_price__gt=0), LESS: Q(monthly_price__lt=0)}


class MovementFilter(SoldFilter):
    """Which movements of subscriptions a list shows; days are those of the reader's time zone."""

    descriptions: ClassVar = {
        "change": "`more`: what adds to the monthly price; `less`: what takes from it."
    }

    date_from = IsoDateFilter(label=_("From"), method="since")
    date_to = IsoDateFilter(label=_("To"), method="until")
    kind = CodesFilter(label=_("Kind"), groups=options_of(MovementKind))
    customer_name = PartFilter(
        label=_("Customer"),
        method="by_customer_name",
        suggest="admin:customers_subscriptionmovement_customers",
        chooses="customer",
        needs=VIEW_CUSTOMER,
    )
    subscription = UuidFilter(label=_("Subscription"), field_name="subscription_id")
    seats = CodesFilter(
        label=_("Seats"),
        groups=options({MORE: _("Bought"), LESS: _("Given back")}),
        method="by_seats",
    )
    change = CodesFilter(
        label=_("Monthly price"),
        groups=options({MORE: _("More than before"), LESS: _("Less than before")}),
        method="by_change",
    )

    # The key is ordered by the moment.
    def since(self, movements: Rows, _name: str, start: date) -> Rows:
        return movements.filter(id__gte=floor_key(first_moment(start)))

    def until(self, movements: Rows, _name: str, end: date) -> Rows:
        return movements.filter(id__lt=floor_key(moment_after(end)))

    def by_seats(self, movements: Rows, _name: str, codes: list[str]) -> Rows:
        return movements.filter(any_of(SEATS, codes))

    def by_change(self, movements: Rows, _name: str, codes: list[str]) -> Rows:
        return movements.filter(any_of(CHANGES, codes))
