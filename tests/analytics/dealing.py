"""What happens to subscriptions at moments that a test sets, and what the report says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from analytics.reports.subscriptions import subscriptions_report
from analytics.scope import Scope
from customers.services import Actor
from customers.services.orders import NewSubscription, order_trial, place_order
from customers.services.subscriptions import advance_subscription, due_subscriptions
from portal.charts.shapes import Chart
from tests.customers.making import make_product

if TYPE_CHECKING:
    from analytics.shapes import Card, Cell, Report
    from customers.models import Customer, Product, Subscription
    from portal.figures import Figure

BERLIN = ZoneInfo("Europe/Berlin")
A_DAY = timedelta(days=1)


def berlin(text: str) -> datetime:
    """A moment by the clocks of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def acting(moment: datetime) -> Actor:
    return Actor(application="Tests", at=moment)


def sold(
    customer: Customer,
    moment: datetime,
    quantity: int = 10,
    *,
    product: Product | None = None,
    starts_at: datetime | None = None,
    **line: Any,
) -> Subscription:
    """Ordered for a year; begun at once, if `starts_at` does not say otherwise."""
    product = product or make_product()
    usual = {"term": "P1Y", "billing_cycle": "monthly"}
    order = place_order(
        actor=acting(moment),
        customer_id=customer.pk,
        lines=[NewSubscription(product_id=product.pk, quantity=quantity, **usual | line)],
        starts_at=starts_at,
    )
    return order.lines.get().subscription


def make_trial_product(**values: Any) -> Product:
    """Of 25 seats, for 30 days; what is paid for afterwards is Microsoft 365 E3."""
    usual = {
        "name": "Trial of E3",
        "is_trial": True,
        "maximum_quantity": 25,
        "converts_to": values.pop("converts_to", None) or make_product(),
    }
    return make_product(**usual | values)


def tried(customer: Customer, moment: datetime, product: Product | None = None) -> Subscription:
    product = product or make_trial_product()
    order = order_trial(actor=acting(moment), customer_id=customer.pk, product_id=product.pk)
    return order.lines.get().subscription


def then(
    operation: Callable[..., Any], subscription: Subscription, moment: datetime, **values: Any
) -> None:
    operation(actor=acting(moment), subscription_id=subscription.pk, **values)


def time_passes(moment: datetime) -> None:
    """What is due by then happens, as the timer would have it."""
    for key in due_subscriptions(moment):
        advance_subscription(actor=acting(moment), subscription_id=key)


def report(start: str = "", end: str = "", **narrowed: Any) -> Report:
    """Of a period of the reader's days; an end that is not given is open."""
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    return subscriptions_report(Scope(start=days[0], end=days[1], **narrowed))


def figure(told: Report, code: str) -> Figure:
    (found,) = [figure for figure in told.figures if figure.code == code]
    return found


def chart_of(told: Report, code: str) -> Chart:
    found = card(told, code).chart
    assert isinstance(found, Chart)
    return found


def card(told: Report, code: str) -> Card:
    found = told.card(code)
    assert found
    return found


def row(told: Report, code: str, key: str) -> list[Cell]:
    """The cells behind the first one, of the row whose first cell has this key."""
    (found,) = [cells for cells in card(told, code).rows if cells[0].key == key]
    return list(found[1:])


def by_month(told: Report, code: str, name: str) -> list[Any]:
    """A column of a card whose rows are months."""
    found = card(told, code)
    place = [field.name for field in found.fields].index(name)
    return [cells[place].value for cells in found.rows]


def values(cells: list[Cell]) -> list[Any]:
    return [cell.value for cell in cells]


def heads(told: Report, code: str) -> list[str]:
    """The keys of the rows of a card."""
    return [cells[0].key for cells in card(told, code).rows]
