from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from analytics.reports.licenses import definitions
from analytics.reports.licenses.stock import WITH_UNASSIGNED
from analytics.reports.licenses.unassigned import link_to_price
from analytics.reports.meanings import ACTIVE
from analytics.reports.segments import ONE_DAY
from analytics.reports.shares import share
from analytics.reports.sold import LICENSES_SOLD, link_to_sold
from analytics.reports.spans import SINCE_START
from portal.figures import Figure, Unit

if TYPE_CHECKING:
    from analytics.reports.licenses.history import History
    from analytics.reports.licenses.stock import Seats, Stock
    from analytics.scope import Scope
    from portal.figures import Number


def figures(scope: Scope, stock: Stock, history: History) -> Iterator[Figure]:
    yield _figure(
        history,
        lambda seats: seats.licenses,
        code="licenses",
        label=_("Licenses"),
        link=scope.link_to_subscriptions("quantity", **ACTIVE.filters),
        better="more",
        definition=definitions.LICENSES,
    )
    yield _figure(
        history,
        lambda seats: seats.assigned,
        code="assigned_licenses",
        label=_("Assigned licenses"),
        link=scope.link_to_subscriptions("assigned_quantity", **ACTIVE.filters),
        better="more",
        definition=definitions.ASSIGNED_LICENSES,
    )
    yield _figure(
        history,
        lambda seats: seats.unassigned,
        code="unassigned_licenses",
        label=_("Unassigned licenses"),
        link=scope.link_to_subscriptions("free_quantity", **WITH_UNASSIGNED),
        better="less",
        definition=definitions.UNASSIGNED_LICENSES,
    )
    yield _figure(
        history,
        lambda seats: share(seats.assigned, seats.licenses),
        code="assignment_rate",
        label=_("Assignment rate"),
        unit=Unit.SHARE,
        better="more",
        definition=definitions.ASSIGNMENT_RATE,
    )
    yield from _prices(scope, stock)
    yield _sold(scope, history)


def _figure(history: History, of: Callable[[Seats], Number | None], **told: Any) -> Figure:
    """A number of the seats: now, when the period began, and at the ends of months."""
    start = history.scope.start
    past = [of(history.seats_at(part.end)) for part in history.ends]
    return Figure(
        value=of(history.seats),
        # None where the period has no beginning.
        previous=of(history.seats_at(start - ONE_DAY)) if start else None,
        compared=SINCE_START,
        history=[number for number in past if number is not None],
        **told,
    )


def _prices(scope: Scope, stock: Stock) -> Iterator[Figure]:
    for currency in stock.currencies:
        yield Figure(
            code=f"unassigned_price:{currency}",
            label=_("Price of unassigned licenses per month"),
            value=stock.seats.unassigned_prices[currency],
            unit=Unit.MONEY,
            currency=currency,
            link=link_to_price(scope, currency),
            better="less",
            definition=definitions.UNASSIGNED_PRICE,
        )


def _sold(scope: Scope, history: History) -> Figure:
    before = scope.before()
    return Figure(
        code="licenses_sold",
        label=_("Licenses sold"),
        value=history.sold(scope),
        link=link_to_sold(scope),
        previous=history.sold(before) if before else None,
        better="more",
        history=[history.sold(scope.during(part.start, part.end)) for part in history.months],
        definition=LICENSES_SOLD,
    )
