"""What must happen in the story whatever its length: who comes, buys, changes and goes, and when.

The rest is everyday life, drawn by chance: see customers.demo.story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from customers.demo.holdings import Life, lives_of
from customers.demo.rhythm import working_moment
from customers.demo.scenes.billing import invoice_run
from customers.demo.scenes.companies import arrive, change_name, depart
from customers.demo.scenes.orders import add_seats_at_sites, place
from customers.demo.scenes.partner import dismiss, hire
from customers.demo.scenes.subscriptions import convert_trial, end
from customers.demo.staff import JOINS, LEAVER, LEAVES, NEWCOMER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.stage import Scene
    from customers.demo.world import Holding, Tenant, World

_FORMER_NAMES = {
    "mueller-soehne.example": "Müller Feinmechanik GmbH",
    "harborview-insurance.example": "Harborview Mutual Inc.",
}
_LARGE_ORDERS = (214, 348, 263, 229, 305)


@dataclass(frozen=True, slots=True)
class Planned:
    due: datetime
    scene: Scene


@dataclass(slots=True)
class Plot:
    """Who is a customer from the start, and what is planned, in the order of time."""

    residents: list[Tenant]
    planned: list[Planned]


def plan(world: World) -> Plot:
    rng = Random(f"{world.seed}: plot")
    residents = [tenant for tenant in world.tenants if world.is_resident(tenant)]
    planned: list[Planned] = []
    for tenant in world.tenants:
        planned += _purchases(world, tenant, list(lives_of(rng, world, tenant)))
    planned += _renamings(rng, world)
    planned += _departures(rng, world)
    planned += _large_orders(rng, world, residents)
    planned += _house(rng, world)
    return Plot(residents, sorted(planned, key=lambda item: item.due))


def _purchases(world: World, tenant: Tenant, lives: list[Life]) -> Iterator[Planned]:
    """Subscriptions from before the story are there; the others are ordered in it."""
    begin = world.begins_at
    tenant.holdings += [life.holding for life in lives if life.holding.created_at < begin]
    later = [life.holding for life in lives if life.holding.created_at >= begin]
    if not world.is_resident(tenant):
        first = [item for item in later if item.created_at == tenant.since]
        yield Planned(tenant.since, partial(arrive, tenant=tenant, holdings=first))
        later = [item for item in later if item not in first]
    for item in later:
        yield Planned(item.created_at, partial(place, tenant=tenant, holdings=[item]))
    for life in lives:
        yield from _turn(world, tenant, life)


def _turn(world: World, tenant: Tenant, life: Life) -> Iterator[Planned]:
    holding, turns_at = life.holding, life.turns_at
    if turns_at is None:
        return
    if turns_at < world.begins_at:
        holding.status = life.fate
    elif life.fate == "converted":
        yield Planned(turns_at, partial(convert_trial, tenant=tenant, holding=holding))
    else:
        scene = partial(end, tenant=tenant, holding=holding, status=life.fate)
        yield Planned(turns_at, scene)


def _renamings(rng: Random, world: World) -> Iterator[Planned]:
    for tenant in world.tenants:
        if former := _FORMER_NAMES.get(tenant.company.domain):
            tenant.name = former
            due = working_moment(rng, world.ends_at - timedelta(days=rng.randrange(90, 300)))
            yield Planned(due, partial(change_name, tenant=tenant))


def _departures(rng: Random, world: World) -> Iterator[Planned]:
    for tenant in world.tenants:
        if tenant.leaves:
            due = working_moment(rng, world.ends_at - timedelta(days=rng.randrange(40, 330)))
            yield Planned(due, partial(depart, tenant=tenant))


def _large_orders(rng: Random, world: World, residents: list[Tenant]) -> Iterator[Planned]:
    staying = [tenant for tenant in residents if not tenant.leaves]
    large = sorted(
        (tenant for tenant in staying if sum(map(_is_active, tenant.holdings)) > 1),
        key=lambda tenant: (-tenant.size, tenant.name),
    )
    for tenant, sites in zip(large, _LARGE_ORDERS, strict=False):
        due = working_moment(rng, world.ends_at - timedelta(days=rng.randrange(2, 400)))
        yield Planned(due, partial(add_seats_at_sites, tenant=tenant, sites=sites))


def _is_active(holding: Holding) -> bool:
    return holding.status == "active" and not holding.is_trial


def _house(rng: Random, world: World) -> Iterator[Planned]:
    """What the partner itself does: people come and go, and each month is invoiced."""
    yield Planned(world.ends_at + LEAVES, partial(dismiss, principal=LEAVER))
    yield Planned(world.ends_at + JOINS, partial(hire, principal=NEWCOMER))
    day = world.begins_at
    while day < world.ends_at:
        if day.day == 2:
            yield Planned(day + timedelta(hours=3, seconds=rng.randrange(7200)), invoice_run)
        day += timedelta(days=1)
