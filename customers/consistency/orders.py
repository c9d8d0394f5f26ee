from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from activitylog.json_text import Unparsable, dump, parse
from activitylog.models import ActivityEntry
from customers.consistency.differences import Difference, Json, entry_name, first_difference
from customers.models import Order, OrderLine, Subscription
from customers.services.orders.prices import line_price
from customers.services.values import line_value, order_value
from customers.states import LineKind

BATCH = 50

# How the subscriptions were is the chain of the subscriptions.
NOT_THE_ORDERS = ("OfferId", "Subscription", "SubscriptionBefore")


def check_orders() -> Iterator[tuple[int, list[Difference]]]:
    """How many orders were looked at, and what is wrong with them; batch after batch.

    An order is never changed: nothing is looked at twice.
    """
    orders = Order.objects.select_related("customer").order_by("pk")
    page = list(orders[:BATCH])
    while page:
        yield len(page), _check(page)
        page = list(orders.filter(pk__gt=page[-1].pk)[:BATCH])


def _check(orders: Sequence[Order]) -> list[Difference]:
    lines = defaultdict(list)
    rows = OrderLine.objects.filter(order__in=orders).order_by("order", "line_number")
    for line in rows.select_related("product", "subscription__product"):
        lines[line.order_id].append(line)
    found = _recorded({order.pk: order for order in orders}, lines)
    for order in orders:
        found.setdefault(order.pk, _unrecorded(order, lines[order.pk]))
    return [
        Difference(f"Order {order.alternate_id} of {order.customer}", found[order.pk])
        for order in orders
        if found[order.pk]
    ]


def _recorded(
    orders: Mapping[UUID, Order], lines: Mapping[UUID, list[OrderLine]]
) -> dict[UUID, str]:
    """What is wrong with the orders that have an entry of their own; "" where nothing is."""
    entries = ActivityEntry.objects.filter(
        source="portal",
        status="succeeded",
        resource_type="order",
        resource_id__in=[str(key) for key in orders],
    )
    found: dict[UUID, str] = {}
    # A few at a time: the entry of a large order is megabytes.
    for entry in entries.order_by("id").defer("details", "extra").iterator(chunk_size=20):
        key = UUID(entry.resource_id)
        try:
            value = parse(entry.new_value or "{}")
            found[key] = found.get(key) or _differing(orders[key], lines[key], value)
        except (Unparsable, KeyError, TypeError):
            found[key] = f"{entry_name(entry)} cannot be read"
    return found


def _differing(order: Order, lines: Sequence[OrderLine], recorded: Json) -> str:
    value = parse(dump(order_value(order, [line_value(line, None) for line in lines])))
    items, known = value.pop("LineItems"), recorded.pop("LineItems")
    if len(items) != len(known):
        return f"it has {len(items)} lines, but its entry has {len(known)}"
    if found := first_difference(value, recorded):
        return f"it is not as its entry says: {found}"
    for item, then in zip(items, known, strict=True):
        if found := first_difference(item, then, NOT_THE_ORDERS):
            return f"line {item['LineItemNumber']} is not as its entry says: {found}"
    return _miscounted(order, lines, {item["SubscriptionId"]: item for item in known})


def _unrecorded(order: Order, lines: Sequence[OrderLine]) -> str:
    """Only what a converted trial becomes is ordered without an entry of its own."""
    if not lines or any(line.kind != LineKind.CONVERT for line in lines):
        return "no entry tells of it"
    return _miscounted(order, lines, {})


def _miscounted(order: Order, lines: Sequence[OrderLine], recorded: Mapping[str, Json]) -> str:
    total = sum((_price(line, order, recorded) for line in lines), start=Decimal(0))
    if total != order.total_price:
        return f"its total is {order.total_price}, but its lines come to {total}"
    return ""


def _price(line: OrderLine, order: Order, recorded: Mapping[str, Json]) -> Decimal:
    """By the subscription as it was then: its term may have ended since."""
    item = recorded.get(str(line.subscription_id))
    if item:
        then = item["Subscription"]
        line.subscription = Subscription(
            is_trial=then["IsTrial"],
            commitment_end_at=_moment(then["CommitmentEndDate"]),
            effective_start_at=_moment(then["EffectiveStartDate"]),
            last_renewed_at=_moment(then["LastRenewalDate"]),
        )
    return line_price(line, order.created_at)


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
