from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from activitylog.filters import ActivityEntryForm
from activitylog.periods import first_moment, moment_after
from customers.models import Order
from portal.filters import IsoDateFilter, PartFilter, StrictFilterSet, UuidFilter, is_id

Rows = QuerySet[Order]


class CustomerOrderFilter(StrictFilterSet):
    """Which of a customer's orders a list shows; days are those of the reader's time zone."""

    form_class = ActivityEntryForm

    q = PartFilter(label=_("Search"), method="search")
    date_from = IsoDateFilter(label=_("From"), method="since")
    date_to = IsoDateFilter(label=_("To"), method="until")

    def search(self, orders: Rows, _name: str, text: str) -> Rows:
        """Order number or ID."""
        return orders.filter(Q(alternate_id__startswith=text.upper()) | is_id(text))

    def since(self, orders: Rows, _name: str, start: date) -> Rows:
        return orders.filter(created_at__gte=first_moment(start))

    def until(self, orders: Rows, _name: str, end: date) -> Rows:
        return orders.filter(created_at__lt=moment_after(end))


class OrderFilter(CustomerOrderFilter):
    """Which orders a list shows."""

    customer = UuidFilter(label=_("Customer"), field_name="customer_id")
