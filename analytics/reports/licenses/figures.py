from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.reports.licenses import definitions
from analytics.reports.licenses.stock import WITH_UNASSIGNED, Seats
from analytics.reports.licenses.unassigned import link_to_price
from analytics.reports.meanings import ACTIVE
from analytics.reports.segments import ONE_DAY
from analytics.reports.shares import share
from analytics.reports.sold import LICENSES_SOLD, link_to_sold
from analytics.reports.spans import SINCE_START
from portal.figures import Figure, Unit

if TYPE_CHECKING:
    from analytics.reports.licenses.history import History
    from analytics.reports.licenses.stock import Stock
    from analytics.scope import Scope


def figures(scope: Scope, stock: Stock, history: History) -> Iterator[Figure]:
    seats, ends = history.seats, [part.end for part in history.ends]
    at_start = _at_start(history)
    yield Figure(
        code="licenses",
        label=_("Licenses"),
        value=seats.licenses,
        previous=at_start.licenses if at_start else None,
        compared=SINCE_START,
        link=scope.link_to_subscriptions("quantity", **ACTIVE.filters),
        better="more",
        history=[history.licenses_at(end) for end in ends],
        definition=definitions.LICENSES,
    )
    yield Figure(
        code="assigned_licenses",
        label=_("Assigned licenses"),
        value=seats.assigned,
        previous=at_start.assigned if at_start else None,
        compared=SINCE_START,
        link=scope.link_to_subscriptions("assigned_quantity", **ACTIVE.filters),
        better="more",
        history=[history.assigned_at(end) for end in ends],
        definition=definitions.ASSIGNED_LICENSES,
    )
    yield Figure(
        code="unassigned_licenses",
        label=_("Unassigned licenses"),
        value=seats.unassigned,
        previous=at_start.unassigned if at_start else None,
        compared=SINCE_START,
        link=scope.link_to_subscriptions("free_quantity", **WITH_UNASSIGNED),
        better="less",
        history=[history.licenses_at(end) - history.assigned_at(end) for end in ends],
        definition=definitions.UNASSIGNED_LICENSES,
    )
    rates = [share(history.assigned_at(end), history.licenses_at(end)) for end in ends]
    yield Figure(
        code="assignment_rate",
        label=_("Assignment rate"),
        value=share(seats.assigned, seats.licenses),
        previous=share(at_start.assigned, at_start.licenses) if at_start else None,
        compared=SINCE_START,
        unit=Unit.SHARE,
        better="more",
        history=[rate for rate in rates if rate is not None],
        definition=definitions.ASSIGNMENT_RATE,
    )
    yield from _prices(scope, stock)
    yield _sold(scope, history)


def _at_start(history: History) -> Seats | None:
    """What there was when the period began; None where it has no beginning."""
    if history.scope.start is None:
        return None
    day_before = history.scope.start - ONE_DAY
    return Seats(history.licenses_at(day_before), history.assigned_at(day_before))


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
