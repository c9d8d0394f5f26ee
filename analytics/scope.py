"""What a report is about: a period, and what narrows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from activitylog.keys import floor_key
from activitylog.periods import first_moment, moment_after, today
from customers.filters.choices import coded
from customers.filters.sold import COUNTRY, FAMILY, of_customer, of_product
from customers.folding import FoldedQuerySet
from customers.models import Product, Subscription, SubscriptionMovement
from portal.figures import ROWS, Link
from portal.moments import EARLIEST

Rows = TypeVar("Rows", bound="QuerySet[Any]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Days are those of the reader's time zone, both inclusive; None is an open end.

    Families and countries are codes as filters have them: "-" is none.
    """

    start: date | None = None
    end: date | None = None
    customer: UUID | None = None
    customer_name: str = ""
    families: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    product: str = ""
    """Part of a product's name or SKU."""

    def of(self, rows: Rows) -> Rows:
        """Subscriptions, movements or what else has a customer and a product, narrowed by all
        but the period."""
        return rows.filter(self.condition())

    def condition(self) -> Q:
        """What `of` narrows by."""
        found = Q()
        if self.customer:
            found &= Q(customer=self.customer)
        if self.customer_name:
            found &= of_customer(self.customer_name)
        if self.families:
            found &= coded(FAMILY, self.families)
        if self.countries:
            found &= coded(COUNTRY, self.countries)
        if self.product:
            found &= of_product(self.product)
        return found

    def products(self) -> QuerySet[Product]:
        """Those that it names by family or part of a name; all where it names none."""
        found: QuerySet[Product] = Product.objects.all()
        if self.families:
            found = found.filter(coded("family", self.families))
        if self.product:
            found = found.filter(FoldedQuerySet.has(self.product))
        return found

    def subscriptions(self) -> QuerySet[Subscription]:
        return self.of(Subscription.objects.all())

    def movements(self) -> QuerySet[SubscriptionMovement]:
        """What moved in the period."""
        rows = self.of(SubscriptionMovement.objects.all())
        if self.start:
            rows = rows.filter(id__gte=floor_key(first_moment(self.start)))
        if self.end:
            rows = rows.filter(id__lt=floor_key(moment_after(self.end)))
        return rows

    def before(self) -> Scope | None:
        """The period before this one, as many days long; None where an end is open, and where it
        would begin before all days."""
        if self.start is None or self.end is None:
            return None
        days = (self.end - self.start).days + 1
        if (self.start - EARLIEST).days < days:
            return None
        return replace(
            self, start=self.start - timedelta(days=days), end=self.start - timedelta(days=1)
        )

    def days(self) -> tuple[date, date]:
        """The first and the last day of the period; where an end is open, the day of the first
        movement of all, and today. For the columns of a chart: links keep the open end."""
        end = self.end or max(today(), self.start or today())
        if self.start:
            return self.start, end
        first = SubscriptionMovement.objects.order_by("id").values_list("occurred_at", flat=True)
        begin = first.first()
        return min(timezone.localdate(begin) if begin else end, end), end

    def during(self, start: date | None, end: date | None) -> Scope:
        """The same, in another period."""
        return replace(self, start=start, end=end)

    def params(self) -> dict[str, Any]:
        """What narrows besides the period, as lists and reports name it in their addresses."""
        given: dict[str, Any] = {
            "customer": self.customer,
            "customer_name": self.customer_name,
            "family": list(self.families),
            "country": list(self.countries),
            "product": self.product,
        }
        return {name: value for name, value in given.items() if value}

    def dates(self) -> dict[str, str]:
        """The period, as an address names it; an open end is an empty value."""
        return {
            "date_from": self.start.isoformat() if self.start else "",
            "date_to": self.end.isoformat() if self.end else "",
        }

    def link_to_subscriptions(self, of: str = ROWS, **narrowed: object) -> Link:
        """The list of subscriptions, narrowed alike and by these filters of the list."""
        return self._link("admin:customers_subscription_changelist", of, narrowed)

    def link_to_movements(self, of: str = ROWS, **narrowed: object) -> Link:
        """The list of movements in the period, narrowed alike and by these filters of the list."""
        dates = {name: value for name, value in self.dates().items() if value}
        return self._link(
            "admin:customers_subscriptionmovement_changelist", of, {**dates, **narrowed}
        )

    def _link(self, name: str, of: str, narrowed: dict[str, object]) -> Link:
        query = urlencode({**self.params(), **narrowed}, doseq=True)
        return Link(f"{reverse(name)}?{query}" if query else reverse(name), of)
