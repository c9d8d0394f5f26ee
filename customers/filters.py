from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Choices, Q
from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedQuerySet
from customers.models import Customer, Product
from customers.states import BillingCycle, Origin, Qualification, Relationship, Status, Term
from portal.filters import CodesFilter, Group, Option, PartFilter, StrictFilterSet, UuidFilter

Rows = FoldedQuerySet[Any]


def options_of(choices: type[Choices]) -> Callable[[], Iterator[Group]]:
    def groups() -> Iterator[Group]:
        yield Group("", [Option(code, str(label)) for code, label in choices.choices])

    return groups


def countries() -> Iterator[Group]:
    """The countries that customers are in."""
    found = Customer.objects.exclude(country="").values_list("country", flat=True)
    yield Group("", [Option(code, code) for code in found.distinct().order_by("country")])


def families() -> Iterator[Group]:
    found = Product.objects.exclude(family="").values_list("family", flat=True)
    yield Group("", [Option(name, name) for name in found.distinct().order_by("family")])


def is_id(text: str) -> Q:
    try:
        return Q(pk=UUID(text))
    except ValueError:
        return Q(pk__in=())


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

    def search(self, subscriptions: Rows, _name: str, text: str) -> Rows:
        """The subscription's, the customer's or the product's name, or an ID."""
        return subscriptions.filter(
            subscriptions.has(text)
            | subscriptions.has(text, of="customer")
            | subscriptions.has(text, of="product")
            | is_id(text)
        )
