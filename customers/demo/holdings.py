"""What each customer buys over time, and how it ends for some of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from customers.demo.chance import chance, new_id
from customers.demo.rhythm import working_moment
from customers.demo.world import Holding, Tenant, World
from customers.terms import MONTHS, add_months, first_term_end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from customers.demo.products import CatalogItem

_DAY = timedelta(days=1)

# Of a hundred subscriptions so many come to this; the others stay active.
_FATES = {
    "suspended": 5,
    "expired": 4,
    "disabled": 4,
    "deleted": 3,
    "pending": 1,
    "trial": 5,
    "converted": 3,
}


@dataclass(slots=True)
class Life:
    """A subscription and what becomes of it; `turns_at` is when, if anything does."""

    holding: Holding
    fate: str = "active"
    turns_at: datetime | None = None


def lives_of(rng: Random, world: World, tenant: Tenant) -> Iterator[Life]:
    count = rng.choices((1, 2, 3, 4, 5, 6, 7), (6, 18, 24, 22, 16, 9, 5))[0]
    for place, product in enumerate(rng.sample(world.products, count)):
        # Some come with the customer, others when they are needed.
        if place == 0 or chance(rng, 35):
            bought_at = tenant.since
        else:
            days = max((world.ends_at - tenant.since).days - 1, 1)
            bought_at = working_moment(rng, tenant.since + _DAY * rng.randrange(days))
        yield _life(rng, world, tenant, product, max(bought_at, tenant.since))


def _life(
    rng: Random, world: World, tenant: Tenant, product: CatalogItem, bought_at: datetime
) -> Life:
    fate = rng.choices(["active", *_FATES], [100 - sum(_FATES.values()), *_FATES.values()])[0]
    starts_at, turns_at = _dates(rng, world, product, fate, bought_at)
    if starts_at < tenant.since or (fate == "converted" and starts_at < world.begins_at):
        # Too short a customer for such a fate, or one that nobody remembers.
        fate, starts_at, turns_at = "active", bought_at, None
    holding = _holding(rng, tenant, product, starts_at)
    if fate in ("trial", "converted"):
        _make_trial(holding)
    elif fate == "pending":
        holding.status = fate
    elif fate in ("expired", "disabled") and turns_at:
        holding.renew(turns_at)
        turns_at = holding.commitment_end_at
    if turns_at and starts_at < turns_at < world.ends_at:
        return Life(holding, fate, turns_at)
    return Life(holding)


def _dates(
    rng: Random, world: World, product: CatalogItem, fate: str, bought_at: datetime
) -> tuple[datetime, datetime | None]:
    """When a subscription of this fate starts, and when it turns."""

    def ago(least: int, most: int) -> datetime:
        return working_moment(rng, world.ends_at - _DAY * rng.randrange(least, most))

    match fate:
        case "trial":
            return ago(4, 26), None
        case "pending":
            return ago(1, 7), None
        case "expired" | "disabled":
            months = MONTHS[product.term]
            turns_at = ago(2, 29) if fate == "expired" else ago(32, 110)
            terms = 1 if months > 1 else rng.randrange(2, 9)
            return add_months(turns_at, -months * terms), turns_at - _DAY
        case "converted":
            return bought_at, bought_at + _DAY * rng.randrange(12, 28)
        case "deleted":
            return bought_at, bought_at + _DAY * rng.randrange(1, 7)
        case "suspended":
            return bought_at, ago(3, 120)
    return bought_at, None


def _holding(rng: Random, tenant: Tenant, product: CatalogItem, bought_at: datetime) -> Holding:
    site = rng.choice(("HQ", tenant.company.city, "Field staff"))
    return Holding(
        id=new_id(rng),
        product=product,
        name=f"{product.name} – {site}" if chance(rng, 12) else product.name,
        quantity=max(1, round(tenant.size * rng.uniform(0.3, 1.2))),
        term=product.term,
        billing_cycle=product.billing_cycle,
        created_at=bought_at,
        commitment_end_at=first_term_end(bought_at, product.term),
        order_id=new_id(rng),
        auto_renew=chance(rng, 92),
    )


def _make_trial(holding: Holding) -> None:
    holding.is_trial, holding.auto_renew, holding.quantity = True, False, 25
    holding.term, holding.billing_cycle = "P1M", "none"
    holding.commitment_end_at = first_term_end(holding.created_at, "P1M")
