from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from activitylog.filters import ActivityEntryForm
from activitylog.periods import first_moment, moment_after
from customers.folding import FoldedQuerySet
from customers.models import Customer, LicenseAssignment, Order, Product
from customers.states import (
    BillingCycle,
    Origin,
    Qualification,
    ReferralStatus,
    ReferralSubstatus,
    Relationship,
    Status,
    Term,
    UserState,
)
from portal.filters import (
    CodesFilter,
    Group,
    IsoDateFilter,
    Option,
    PartFilter,
    StrictFilterSet,
    UuidFilter,
    is_id,
    options_of,
)

Rows = FoldedQuerySet[Any]
OrderRows = QuerySet[Order]
TRUTH = {"true": True, "false": False}


def countries() -> Iterator[Group]:
    """The countries that customers are in."""
    found = Customer.objects.exclude(country="").values_list("country", flat=True)
    yield Group("", [Option(code, code) for code in found.distinct().order_by("country")])


def families() -> Iterator[Group]:
    found = Product.objects.exclude(family="").values_list("family", flat=True)
    yield Group("", [Option(name, name) for name in found.distinct().order_by("family")])


def on_or_off() -> Iterator[Group]:
    yield Group(
        "",
        [
            Option("true", pgettext("automatic renewal", "On")),
            Option("false", pgettext("automatic renewal", "Off")),
        ],
    )


def yes_or_no() -> Iterator[Group]:
    yield Group("", [Option("true", gettext("Yes")), Option("false", gettext("No"))])


def start_in_utc(day: date) -> datetime:
    """Terms end with days of UTC, for every reader."""
    return datetime.combine(day, time.min, tzinfo=UTC)


WITH, WITHOUT = "with", "without"


def with_or_without() -> Iterator[Group]:
    yield Group(
        "",
        [Option(WITH, gettext("With licenses")), Option(WITHOUT, gettext("Without licenses"))],
    )


class CustomerFilter(StrictFilterSet):
    """Which customers a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    country = CodesFilter(label=_("Country"), groups=countries)
    relationship = CodesFilter(label=_("Relationship"), groups=options_of(Relationship))
    qualification = CodesFilter(label=_("Qualification"), groups=options_of(Qualification))
    origin = CodesFilter(label=_("Origin"), groups=options_of(Origin))

    def search(self, customers: Rows, _name: str, text: str) -> Rows:
        """Name, domain or tenant ID."""
        return customers.filter(customers.has(text) | is_id(text))


class ProductFilter(StrictFilterSet):
    """Which products a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    family = CodesFilter(label=_("Family"), groups=families)

    def search(self, products: Rows, _name: str, text: str) -> Rows:
        """Name or SKU."""
        return products.filter(products.has(text) | is_id(text))


class SubscriptionFilter(StrictFilterSet):
    """Which subscriptions a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    customer = UuidFilter(label=_("Customer"), field_name="customer_id")
    status = CodesFilter(label=_("Status"), groups=options_of(Status))
    family = CodesFilter(label=_("Family"), field_name="product__family", groups=families)
    term = CodesFilter(label=_("Term"), groups=options_of(Term))
    billing_cycle = CodesFilter(label=_("Billing"), groups=options_of(BillingCycle))
    auto_renew = CodesFilter(label=_("Auto-renew"), groups=on_or_off, method="where_true")
    is_trial = CodesFilter(label=_("Trial"), groups=yes_or_no, method="where_true")
    commitment_end_from = IsoDateFilter(label=_("Term ends from"), method="ends_from")
    commitment_end_to = IsoDateFilter(label=_("Term ends to"), method="ends_to")

    def where_true(self, subscriptions: Rows, name: str, codes: list[str]) -> Rows:
        values = [TRUTH[code] for code in codes if code in TRUTH]
        return subscriptions.filter(**{f"{name}__in": values}) if codes else subscriptions

    def ends_from(self, subscriptions: Rows, _name: str, day: date) -> Rows:
        return subscriptions.filter(commitment_end_at__gte=start_in_utc(day))

    def ends_to(self, subscriptions: Rows, _name: str, day: date) -> Rows:
        return subscriptions.filter(commitment_end_at__lt=start_in_utc(day + timedelta(days=1)))

    def search(self, subscriptions: Rows, _name: str, text: str) -> Rows:
        """The subscription's, the customer's or the product's name, or an ID."""
        return subscriptions.filter(
            subscriptions.has(text)
            | subscriptions.has(text, of="customer")
            | subscriptions.has(text, of="product")
            | is_id(text)
        )


class CustomerSubscriptionFilter(SubscriptionFilter):
    """Which of a customer's subscriptions a list shows."""

    customer: Any = None


class CustomerOrderFilter(StrictFilterSet):
    """Which of a customer's orders a list shows; days are those of the reader's time zone."""

    form_class = ActivityEntryForm

    q = PartFilter(label=_("Search"), method="search")
    date_from = IsoDateFilter(label=_("From"), method="since")
    date_to = IsoDateFilter(label=_("To"), method="until")

    def search(self, orders: OrderRows, _name: str, text: str) -> OrderRows:
        """Order number or ID."""
        return orders.filter(Q(alternate_id__startswith=text.upper()) | is_id(text))

    def since(self, orders: OrderRows, _name: str, start: date) -> OrderRows:
        return orders.filter(created_at__gte=first_moment(start))

    def until(self, orders: OrderRows, _name: str, end: date) -> OrderRows:
        return orders.filter(created_at__lt=moment_after(end))


class OrderFilter(CustomerOrderFilter):
    """Which orders a list shows."""

    customer = UuidFilter(label=_("Customer"), field_name="customer_id")


class CustomerUserFilter(StrictFilterSet):
    """Which of the customers' users a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    customer = UuidFilter(label=_("Customer"), field_name="customer_id")
    state = CodesFilter(label=_("State"), groups=options_of(UserState))
    licenses = CodesFilter(label=_("Licenses"), groups=with_or_without, method="by_licenses")

    def search(self, users: Rows, _name: str, text: str) -> Rows:
        """The user's display or principal name, or an ID."""
        return users.filter(users.has(text) | is_id(text))

    def by_licenses(self, users: Rows, _name: str, codes: list[str]) -> Rows:
        has_some = Exists(LicenseAssignment.objects.filter(customer_user=OuterRef("pk")))
        meant = {WITH: Q(has_some), WITHOUT: ~Q(has_some)}
        found = Q(pk__in=())
        for code in codes:
            found |= meant.get(code, Q(pk__in=()))
        return users.filter(found)


class UserOfCustomerFilter(CustomerUserFilter):
    """Which of one customer's users a list shows."""

    customer: Any = None


class ReferralFilter(StrictFilterSet):
    """Which referrals a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    customer = UuidFilter(label=_("Customer"), field_name="customer_id")
    status = CodesFilter(label=_("Status"), groups=options_of(ReferralStatus))
    substatus = CodesFilter(label=_("Substatus"), groups=options_of(ReferralSubstatus))

    def search(self, referrals: Rows, _name: str, text: str) -> Rows:
        """The referral's or the company's name, or an ID."""
        return referrals.filter(referrals.has(text) | is_id(text))
