"""Where the revenue of the trailing twelve months came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from analytics.reports.revenue import definitions
from analytics.reports.shares import share
from analytics.shapes import Card, Cell, Field
from customers.models import Customer
from customers.states import NOTHING
from portal.figures import Unit
from portal.numbers import CENT

if TYPE_CHECKING:
    from analytics.reports.revenue.history import History
    from portal.figures import Text

MOST = 10
Earned = tuple[Cell, Decimal, dict[str, Any]]
"""By whom, how much, and the filters of the list of movements."""


def ranking_cards(history: History) -> list[Card]:
    return [
        _card(
            history,
            code="revenue_by_family",
            title=_("Revenue by product family"),
            definition=definitions.REVENUE_BY_FAMILY,
            field=Field("family", _("Product family")),
            found=_families(history),
        ),
        _card(
            history,
            code="revenue_by_customer",
            title=_("Revenue by customer"),
            definition=definitions.REVENUE_BY_CUSTOMER,
            field=Field("customer", _("Customer")),
            found=_customers(history),
        ),
    ]


def _families(history: History) -> list[Earned]:
    return [
        (Cell(name or _("No family"), key=name), revenue, {"family": name or NOTHING})
        for name, revenue in _most(history, "product__family")
    ]


def _customers(history: History) -> list[Earned]:
    most = _most(history, "customer_id")
    rows = Customer.objects.in_bulk([key for key, _revenue in most])
    return [
        (Cell(rows[key].name or str(key), key=str(key)), revenue, {"customer": key})
        for key, revenue in most
    ]


def _most(history: History, name: str) -> list[tuple[Any, Decimal]]:
    rows = (
        history.year.movements()
        .filter(currency=history.currency)
        .exclude(amount=0)
        .order_by()
        .values(name)
        .annotate(revenue=Sum("amount"))
        .order_by("-revenue", name)
        .values_list(name, "revenue")
    )
    return [(key, revenue.quantize(CENT)) for key, revenue in rows[:MOST]]


def _card(
    history: History, *, code: str, title: Text, definition: Text, field: Field, found: list[Earned]
) -> Card:
    return Card(
        code=code,
        title=title,
        definition=definition,
        note=_("Trailing twelve months, the %(count)d with the most") % {"count": MOST},
        fields=[
            field,
            Field("revenue", _("Revenue"), Unit.MONEY),
            Field("revenue_share", _("Share of revenue"), Unit.SHARE),
        ],
        rows=[_row(history, *earned) for earned in found],
        is_ranking=True,
        more=(_("All orders and renewals"), history.link_to_revenue(history.year).url),
        currency=history.currency,
        empty=_("Nothing was ordered or renewed in these twelve months."),
    )


def _row(history: History, head: Cell, revenue: Decimal, filters: dict[str, Any]) -> Sequence[Cell]:
    return [
        head,
        Cell(revenue, history.link_to_revenue(history.year, **filters)),
        Cell(share(revenue, history.revenue(history.year))),
    ]
