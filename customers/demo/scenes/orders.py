from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from customers.demo.chance import chance, new_id
from customers.demo.orders import Line, Order, order_details, order_value
from customers.demo.scenes.licenses import assign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from customers.demo.stage import Stage
    from customers.demo.world import Holding, Tenant
    from portal.plugins import Record

_PROMOTION = "39NFJQT1PJPF:0001:39NFJQT1Q5KM"


def place(stage: Stage, tenant: Tenant, holdings: Sequence[Holding]) -> Iterator[Record]:
    """Order new subscriptions; sometimes only the second attempt is accepted."""
    if tenant.has_left:
        return
    promotion = _PROMOTION if chance(stage.rng, 12) else None
    lines = [Line(item, item.name, item.quantity, "New", promotion) for item in holdings]
    order = Order(new_id(stage.rng), tenant, lines, holdings[0].billing_cycle, stage.now)
    actor = stage.actor("sales")
    if stage.fails():
        order.status = "error"
        yield _created(stage, order, actor, "failed")
        order.id, order.status = new_id(stage.rng), "completed"
        stage.now += timedelta(minutes=stage.rng.uniform(1, 9))
    order.created_at = stage.now
    waits = any(item.status == "pending" for item in holdings)
    order.status = "pending" if waits else "completed"
    for item in holdings:
        item.order_id, item.created_at = order.id, stage.now
    tenant.holdings.extend(holdings)
    yield _created(stage, order, actor, "progress" if waits else "succeeded")
    if not waits:
        yield from assign(stage, tenant, holdings[0], stage.rng.choice((0, 0, 0, 1, 1, 3)))


def add_seats(stage: Stage) -> Iterator[Record]:
    """Order more seats of what the customer has."""
    if not (found := stage.any_holding()):
        return
    tenant, first = found
    more = [
        item
        for item in tenant.holdings
        if item.status == "active" and item is not first and not item.is_trial
    ]
    chosen = [first, *stage.rng.sample(more, min(len(more), stage.rng.choice((0, 0, 0, 1, 2))))]
    lines = [
        Line(item, item.name, stage.rng.randrange(1, 2 + tenant.size // 12), "AddQuantity")
        for item in chosen
    ]
    yield _seats_added(stage, tenant, lines, failed=stage.fails())


def add_seats_at_sites(stage: Stage, tenant: Tenant, sites: int) -> Iterator[Record]:
    """One large order: a seat for every site of a company, each a line of its own."""
    held = [item for item in tenant.holdings if item.status == "active" and not item.is_trial]
    if held:
        items = stage.rng.choices(held, k=sites)
        lines = [
            Line(item, f"{item.product.name} – {tenant.company.city} {site:03}", 1, "AddQuantity")
            for site, item in enumerate(items, start=1)
        ]
        yield _seats_added(stage, tenant, lines, failed=False)


def _seats_added(stage: Stage, tenant: Tenant, lines: Sequence[Line], *, failed: bool) -> Record:
    cycle = lines[0].holding.billing_cycle
    order = Order(new_id(stage.rng), tenant, lines, cycle, stage.now)
    if failed:
        order.status = "error"
    else:
        for line in lines:
            line.holding.quantity += line.quantity
            line.holding.version += 1
    return _created(stage, order, stage.actor("sales"), "failed" if failed else "succeeded")


def change_billing(stage: Stage) -> Iterator[Record]:
    """Bill a subscription's order by the month instead of by the year, or the other way."""
    if not (found := stage.any_holding()):
        return
    tenant, item = found
    line = Line(item, item.name, item.quantity)
    order = Order(item.order_id, tenant, [line], item.billing_cycle, item.created_at)
    old = order_value(order)
    order.billing_cycle = "annual" if item.billing_cycle == "monthly" else "monthly"
    order.version += 1
    new, failed = order_value(order), stage.fails()
    if not failed:
        item.billing_cycle = order.billing_cycle
        item.version += 1
    yield stage.tell(
        "update_order",
        "order",
        order.id,
        tenant=tenant,
        actor=stage.actor("billing"),
        status="failed" if failed else "succeeded",
        old=old,
        new=new,
        details=order_details(order),
    )


def _created(stage: Stage, order: Order, actor: str, status: str) -> Record:
    return stage.tell(
        "create_order",
        "order",
        order.id,
        tenant=order.tenant,
        actor=actor if chance(stage.rng, 94) else "",
        status=status,
        new=order_value(order),
        details=order_details(order),
    )
