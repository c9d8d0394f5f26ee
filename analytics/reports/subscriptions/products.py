"""Which products sold best in the period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from analytics.reports.sold import link_to_sold
from analytics.reports.subscriptions import definitions
from analytics.reports.subscriptions.moves import BUYING
from analytics.shapes import Card, Cell, Field
from customers.models import Product
from customers.states import MovementKind
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.scope import Scope
    from portal.figures import Text

BEST = 5


@dataclass(frozen=True, slots=True)
class Sold:
    name: str
    sku: str
    subscriptions: int
    seats: int


def sold_products(scope: Scope) -> list[Sold]:
    """What was sold of each product in the period, by name."""
    totals = (
        scope.movements()
        .filter(kind__in=BUYING)
        .order_by()
        .values("product_id")
        .annotate(
            subscriptions=Count("pk", filter=Q(kind=MovementKind.CREATED)),
            seats=Sum("quantity", filter=Q(quantity__gt=0), default=0),
        )
    )
    sold = {total["product_id"]: total for total in totals}
    # Read apart: to group by a key is much faster than by names.
    products = Product.objects.filter(pk__in=sold).order_by("folded", "pk")
    return [
        Sold(product.name, product.sku, counts["subscriptions"], counts["seats"])
        for product in products.only("name", "sku")
        if (counts := sold[product.pk])
    ]


def products_by_subscriptions(scope: Scope, products: list[Sold]) -> Card:
    def number(product: Sold) -> Cell:
        link = scope.link_to_movements(kind=MovementKind.CREATED, sku=product.sku)
        return Cell(product.subscriptions, link)

    return _card(
        code="products_by_subscriptions",
        title=_("Top products by subscriptions sold"),
        definition=definitions.PRODUCTS_BY_SUBSCRIPTIONS,
        field=Field("subscriptions", _("Subscriptions sold"), Unit.COUNT),
        found=_most_first((product.subscriptions, product) for product in products),
        number=number,
    )


def products_by_licenses(scope: Scope, products: list[Sold]) -> Card:
    def number(product: Sold) -> Cell:
        return Cell(product.seats, link_to_sold(scope, sku=product.sku))

    return _card(
        code="products_by_licenses",
        title=_("Top products by licenses sold"),
        definition=definitions.PRODUCTS_BY_LICENSES,
        field=Field("licenses", _("Licenses sold"), Unit.COUNT),
        found=_most_first((product.seats, product) for product in products),
        number=number,
    )


def _most_first(counted: Iterable[tuple[int, Sold]]) -> list[Sold]:
    """Of which something was sold; of as many the first by name."""
    found = [(count, product) for count, product in counted if count]
    return [product for _count, product in sorted(found, key=lambda pair: -pair[0])]


def _card(
    *,
    code: str,
    title: Text,
    definition: Text,
    field: Field,
    found: list[Sold],
    number: Callable[[Sold], Cell],
) -> Card:
    best = found[:BEST]
    return Card(
        code=code,
        title=title,
        definition=definition,
        note=_note(best, found),
        fields=[Field("product", _("Product")), field],
        rows=[[Cell(product.name, key=product.sku), number(product)] for product in best],
        is_ranking=True,
        empty=_("Nothing was sold in this period."),
    )


def _note(shown: list[Sold], found: list[Sold]) -> str:
    if len(shown) == len(found):
        return ""
    return _("%(shown)s of %(all)s products") % {"shown": len(shown), "all": len(found)}
