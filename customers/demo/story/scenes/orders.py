"""What customers buy."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from customers.demo.chance import chance
from customers.demo.rhythm import DAYS
from customers.demo.staff import MARKETPLACE
from customers.demo.story.looking import paid, people
from customers.models import Product, Subscription
from customers.services.orders import NewSubscription, place_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from customers.demo.products import CatalogItem
    from customers.demo.story.stage import Stage
    from customers.demo.world import Tenant
    from customers.models import Order

# What renews each month does so only lately: it would drown everything else.
_MONTHLY_SINCE = timedelta(days=130)
_CYCLES = {
    "P1M": {"monthly"},
    "P1Y": {"monthly", "annual"},
    "P3Y": {"monthly", "annual", "triennial"},
}
# Of the seats that are used so many more are bought, and since when fewer.
_SPARE_THEN, _SPARE_NOW = 0.15, 0.03
_LEARNING = timedelta(days=DAYS)
_PARTNER_ON_RECORD = "4837261"
_PROMOTION = "39NFJQT1PJPF:0001:39NFJQT1Q5KM"


def order(
    stage: Stage,
    tenant: Tenant,
    items: Sequence[CatalogItem],
    *,
    auto_renew: bool = True,
    starts_at: datetime | None = None,
    term: str = "",
) -> list[Subscription]:
    """Order these products for whoever needs them; return the subscriptions."""
    heads, parent = len(people(tenant)), _parent(stage, tenant)
    lines = [
        line(
            stage,
            tenant,
            item,
            seats(stage, item, heads),
            auto_renew=auto_renew,
            parent=parent,
            term=term,
        )
        for item in items
    ]
    placed = stage.do(
        place_order,
        # Some customers buy by themselves, where the partner sells.
        application=MARKETPLACE if chance(stage.rng, 7) else "",
        customer_id=tenant.id,
        lines=lines,
        starts_at=starts_at,
        partner_on_record=_PARTNER_ON_RECORD if chance(stage.rng, 8) else "",
    )
    return ordered(placed) if placed else []


def ordered(placed: Order) -> list[Subscription]:
    return [
        item.subscription for item in placed.lines.select_related("subscription__product").all()
    ]


def line(
    stage: Stage,
    tenant: Tenant,
    item: CatalogItem,
    quantity: int,
    *,
    auto_renew: bool = True,
    parent: Subscription | None = None,
    name: str = "",
    term: str = "",
) -> NewSubscription:
    rng = stage.rng
    term = term or _term(stage, item)
    cycles = [cycle for cycle in item.billing_cycles if cycle in _CYCLES[term]]
    if not name and chance(rng, 10):
        name = f"{item.name} – {rng.choice(('HQ', tenant.company.city, 'Field staff'))}"
    return NewSubscription(
        product_id=item.id,
        quantity=quantity,
        term=term,
        billing_cycle=cycles[0] if chance(rng, 75) else rng.choice(cycles),
        name=name,
        auto_renew=auto_renew,
        parent_id=parent.pk if parent and item.kind == "add-on" else None,
        promotion_id=_PROMOTION if chance(rng, 12) else "",
    )


def _term(stage: Stage, item: CatalogItem) -> str:
    lately = stage.world.ends_at - stage.now < _MONTHLY_SINCE
    terms = [term for term in item.terms if lately or term != "P1M"]
    return terms[0] if chance(stage.rng, 85) else stage.rng.choice(terms)


def seats(stage: Stage, item: CatalogItem, heads: int) -> int:
    """For those who use it, and a few more for who comes next: fewer as one learns to count."""
    users = max(-(-heads * item.share // 100), 1)
    learnt = min(max((stage.now - stage.world.begins_at) / _LEARNING, 0), 1)
    spare = int(users * (_SPARE_THEN + (_SPARE_NOW - _SPARE_THEN) * learnt) + stage.rng.random())
    return min(max(users + spare, item.minimum), item.maximum)


def _parent(stage: Stage, tenant: Tenant) -> Subscription | None:
    return next((held for held in paid(tenant) if stage.item_of(held).kind != "add-on"), None)


def wish(stage: Stage, tenant: Tenant, *kinds: str) -> CatalogItem | None:
    """A product of these kinds that the customer does not have yet, and may buy."""
    rows = Subscription.objects.filter(customer_id=tenant.id)
    # What is tried is tried once, whatever became of it.
    had = {key for pair in rows.values_list("product_id", "trial_product_id") for key in pair}
    has_parent = _parent(stage, tenant) is not None
    sold = set(Product.objects.filter(is_available=True).values_list("pk", flat=True))
    fitting = [
        item
        for item in stage.world.catalog.values()
        if item.kind in kinds
        and item.id in sold - had
        and item.minimum == 1
        and (item.kind != "add-on" or has_parent)
    ]
    # What only some people need is bought more often than what everyone needs.
    weights = [110 - item.share for item in fitting]
    return stage.rng.choices(fitting, weights)[0] if fitting else None
