"""What must happen in the story however long it is: who comes, buys, changes and goes, and when."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from customers.demo.rhythm import moments, working_moment
from customers.demo.story.everyday import everyday, mistake, surely
from customers.demo.story.scenes import (
    catalogue,
    companies,
    referrals,
    seats,
    sites,
    subscriptions,
    trials,
    users,
)
from customers.demo.world import FIRST_CUSTOMER_AGE
from customers.terms import add_months

if TYPE_CHECKING:
    from collections.abc import Callable

    from customers.demo.story.stage import Scene, Stage
    from customers.demo.world import Tenant

_DAY = timedelta(days=1)


def plan(stage: Stage) -> None:
    rng = Random(f"{stage.world.seed}: plot")
    tenants = stage.tenants
    _plan_house(stage, rng)
    for tenant in tenants:
        _plan_customer(stage, rng, tenant)
    _plan_certainties(stage, rng)
    _plan_ends(stage, rng, [tenant for tenant in tenants if tenant.leaves_at is None])
    usual, mistakes = stage.scale.everyday, stage.scale.mistakes
    for moment in moments(rng, stage.world.ends_at, usual + mistakes):
        stage.plan(moment, mistake if rng.randrange(usual + mistakes) < mistakes else everyday)


def _plan_house(stage: Stage, rng: Random) -> None:
    """The catalogue, and the first of the nightly runs."""
    begin, end = stage.world.ends_at - FIRST_CUSTOMER_AGE, stage.world.ends_at
    stage.plan(working_moment(rng, begin - 3 * _DAY), catalogue.open_catalogue)
    for ago in (700, 430, 250, 70):
        stage.plan(working_moment(rng, end - ago * _DAY), catalogue.raise_prices)
    stage.plan(working_moment(rng, end - 45 * _DAY), catalogue.retire)
    stage.plan(begin, subscriptions.advance)


def _plan_customer(stage: Stage, rng: Random, tenant: Tenant) -> None:
    stage.plan(tenant.since, partial(companies.arrive, tenant=tenant))
    end = tenant.leaves_at or stage.world.ends_at
    for _ in range(rng.choice((0, 1, 1, 2))):
        day = tenant.since + (end - tenant.since) * rng.random()
        due = max(working_moment(rng, day), tenant.since + _DAY)
        stage.plan(due, partial(companies.buy, tenant=tenant))
    if tenant.renamed_at:
        stage.plan(tenant.renamed_at, partial(companies.take_name, tenant=tenant))
    if tenant.leaves_at:
        stage.plan(tenant.leaves_at, partial(companies.depart, tenant=tenant))
    else:
        due = working_moment(rng, end - _DAY * rng.randrange(2, 9))
        stage.plan(due, partial(seats.tidy, tenant=tenant))


def _plan_certainties(stage: Stage, rng: Random) -> None:
    """What is too rare to be left to chance, and trials that run at the end."""

    def plan(scene: Scene, least: int, most: int) -> None:
        due = working_moment(rng, stage.world.ends_at - _DAY * rng.randrange(least, most))
        stage.plan(due, partial(surely, scene=scene))

    for _ in range(max(2, len(stage.tenants) // 12)):
        plan(trials.just_try, 4, 27)
        plan(trials.try_and_pay, 60, 400)
        plan(subscriptions.move_up, 5, 300)
        plan(companies.register, 5, 500)
        plan(partial(users.leave, mistaken=100), 30, 300)
        plan(partial(users.leave, mistaken=0), 5, 300)
    plan(referrals.refer, 150, 300)


def _plan_ends(stage: Stage, rng: Random, staying: list[Tenant]) -> None:
    """Some subscriptions are to be in each state at the end, and some to have just left it."""
    end, each = stage.world.ends_at, max(3, len(staying) // 12)
    old = [tenant for tenant in staying if tenant.since < stage.world.begins_at]
    large = sorted(old, key=lambda tenant: -tenant.weight)

    def some(candidates: list[Tenant], least: int, most: int, scene: Callable[..., object]) -> None:
        for tenant in rng.sample(candidates, min(each, len(candidates))):
            due = working_moment(rng, end - _DAY * rng.randrange(least, most))
            stage.plan(due, partial(scene, tenant=tenant))

    def bought(least: int, most: int, *, again: bool) -> None:
        """Bought so that the first term ends between so many days before the end."""
        scene = partial(subscriptions.buy_for_a_year, again=again)
        for tenant in rng.sample(old, min(each, len(old))):
            due = add_months(end - _DAY * rng.randrange(least, most), -12)
            stage.plan(working_moment(rng, due), partial(scene, tenant=tenant))

    bought(3, 28, again=False)
    bought(35, 110, again=False)
    bought(125, 170, again=False)
    bought(-28, -4, again=True)
    some(staying, 2, 6, subscriptions.order_ahead)
    some(old, 3, 100, partial(subscriptions.suspend_for_good, past_its_term=False))
    some(old, 20, 140, partial(subscriptions.suspend_for_good, past_its_term=True))
    lines = stage.scale.lines_of_large_order
    due = working_moment(rng, end - _DAY * rng.randrange(20, 200))
    stage.plan(due, partial(sites.equip_sites, tenant=large[0], sites=lines))
