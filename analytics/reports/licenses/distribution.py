"""What the licenses are spread over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.reports.licenses import definitions
from analytics.reports.licenses.named import MOST, countries, largest, products
from analytics.reports.meanings import ACTIVE
from analytics.reports.shares import share
from analytics.shapes import Card, Cell, Field
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.reports.licenses.named import Named
    from analytics.reports.licenses.stock import Stock
    from analytics.scope import Scope
    from portal.figures import Link, Text


def distribution_cards(scope: Scope, stock: Stock) -> list[Card]:
    return [
        _card(
            scope,
            code="licenses_by_product",
            title=_("Licenses by product"),
            definition=definitions.LICENSES_BY_PRODUCT,
            field=Field("product", _("Product")),
            found=products(largest(stock.by_product)),
        ),
        _card(
            scope,
            code="licenses_by_country",
            title=_("Licenses by country"),
            definition=definitions.LICENSES_BY_COUNTRY,
            field=Field("country", _("Country")),
            found=countries(scope),
        ),
    ]


def _card(
    scope: Scope, *, code: str, title: Text, definition: Text, field: Field, found: Sequence[Named]
) -> Card:
    return Card(
        code=code,
        title=title,
        definition=definition,
        note=_("The %(count)d with the most seats") % {"count": MOST},
        fields=[
            field,
            Field("licenses", _("Licenses"), Unit.COUNT),
            Field("assigned_licenses", _("Assigned licenses"), Unit.COUNT),
            Field("assignment_rate", _("Assignment rate"), Unit.SHARE),
        ],
        rows=[_row(scope, named) for named in found],
        is_ranking=True,
        more=(_("All active subscriptions"), scope.link_to_subscriptions(**ACTIVE.filters).url),
        empty=_("No subscription is active."),
    )


def _row(scope: Scope, named: Named) -> list[Cell]:
    def link(of: str) -> Link:
        return scope.link_to_subscriptions(of, **{**ACTIVE.filters, **named.filters})

    licenses, assigned = named.seats.licenses, named.seats.assigned
    return [
        named.head,
        Cell(licenses, link("quantity")),
        Cell(assigned, link("assigned_quantity")),
        Cell(share(assigned, licenses)),
    ]
