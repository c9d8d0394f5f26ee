"""What narrows rows that have a customer and a product: subscriptions and their movements."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from customers.filters.choices import (
    CodeOrNothingFilter,
    countries,
    currencies,
    families,
    where_true,
    yes_or_no,
)
from customers.filters.days import RangesForm
from customers.folding import FoldedQuerySet
from customers.models import Product
from portal.filters import CodesFilter, PartFilter, StrictFilterSet, UuidFilter

M = TypeVar("M", bound=Model)

COUNTRY, FAMILY = "customer__country", "product__family"


def of_customer(part: str) -> Q:
    return FoldedQuerySet.has(part, of="customer")


def of_product(part: str) -> Q:
    # Products are few: looked for once, and not for each row.
    return Q(product__in=Product.objects.filter(FoldedQuerySet.has(part)))


class SoldFilter(StrictFilterSet):
    """What its methods say of themselves, the description of the API says of the filters."""

    form_class = RangesForm

    customer = UuidFilter(label=_("Customer"), field_name="customer_id")
    customer_name = PartFilter(label=_("Customer"), method="by_customer_name")
    country = CodeOrNothingFilter(label=_("Country"), field_name=COUNTRY, groups=countries)
    family = CodeOrNothingFilter(label=_("Family"), field_name=FAMILY, groups=families)
    product = PartFilter(label=_("Product"), method="by_product")
    sku = CodesFilter(label=_("SKU"), field_name="product__sku", groups=tuple)
    currency = CodesFilter(label=_("Currency"), groups=currencies)
    is_trial = CodesFilter(label=_("Trial"), groups=yes_or_no, method="by_truth")

    def by_customer_name(self, rows: QuerySet[M], _name: str, part: str) -> QuerySet[M]:
        """Part of the customer's name or domain."""
        return rows.filter(of_customer(part))

    def by_product(self, rows: QuerySet[M], _name: str, part: str) -> QuerySet[M]:
        """Part of the product's name or SKU."""
        return rows.filter(of_product(part))

    def by_truth(self, rows: QuerySet[M], name: str, codes: list[str]) -> QuerySet[M]:
        return rows.filter(where_true(name, codes))
