"""Where seats are sold that nobody uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.reports.licenses import definitions
from analytics.reports.licenses.named import MOST, customers_with_unassigned, largest, products
from analytics.reports.licenses.stock import WITH_UNASSIGNED
from analytics.shapes import Card, Cell, Field
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.reports.licenses.named import Named
    from analytics.reports.licenses.stock import Stock
    from analytics.scope import Scope
    from portal.figures import Link, Text


def unassigned_cards(scope: Scope, stock: Stock) -> list[Card]:
    return [
        _card(
            scope,
            stock,
            code="unassigned_by_product",
            title=_("Unassigned licenses by product"),
            definition=definitions.UNASSIGNED_BY_PRODUCT,
            field=Field("product", _("Product")),
            found=products(largest(stock.by_product, unassigned=True)),
        ),
        _card(
            scope,
            stock,
            code="unassigned_by_customer",
            title=_("Unassigned licenses by customer"),
            definition=definitions.UNASSIGNED_BY_CUSTOMER,
            field=Field("customer", _("Customer")),
            found=customers_with_unassigned(scope),
        ),
    ]


def link_to_price(scope: Scope, currency: str, **narrowed: object) -> Link:
    """The list whose total is what unassigned seats cost in a currency."""
    return scope.link_to_subscriptions(
        f"unassigned_price:{currency}",
        **{**WITH_UNASSIGNED, "is_trial": "false", "currency": currency, **narrowed},
    )


def _card(
    scope: Scope,
    stock: Stock,
    *,
    code: str,
    title: Text,
    definition: Text,
    field: Field,
    found: Sequence[Named],
) -> Card:
    prices = [
        Field(f"unassigned_price:{currency}", _("Price per month"), Unit.MONEY, currency)
        for currency in stock.currencies
    ]
    return Card(
        code=code,
        title=title,
        definition=definition,
        note=_("The %(count)d with the most seats") % {"count": MOST},
        fields=[field, Field("unassigned_licenses", _("Unassigned licenses"), Unit.COUNT), *prices],
        rows=[_row(scope, named, stock.currencies) for named in found],
        is_ranking=True,
        more=(
            _("All subscriptions with unassigned licenses"),
            scope.link_to_subscriptions(**WITH_UNASSIGNED).url,
        ),
        empty=_("No license is unassigned."),
    )


def _row(scope: Scope, named: Named, currencies: Sequence[str]) -> list[Cell]:
    seats = scope.link_to_subscriptions("free_quantity", **{**WITH_UNASSIGNED, **named.filters})
    prices = named.seats.unassigned_prices
    return [
        named.head,
        Cell(named.seats.unassigned, seats),
        *(
            Cell(prices[currency], link_to_price(scope, currency, **named.filters))
            if currency in prices
            else Cell(None)
            for currency in currencies
        ),
    ]
