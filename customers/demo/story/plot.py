"""What must happen in the story however long it is: who comes, buys, changes and goes, and when."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from customers.demo.rhythm import moments, seasonal_moment, spread, working_moment
from customers.demo.story.everyday import everyday, mistake, surely
from customers.demo.story.scenes import (
    catalogue,
    companies,
    endings,
    intrusion,
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
# So long after the night has begun, accounts are made.
_BREAK_IN = timedelta(minutes=25)
# Of so many customers one pays for far more seats than they use.
_WASTEFUL = 12


def plan(stage: Stage) -> None:
    rng = Random(f"{stage.world.seed}: plot")
    tenants = stage.tenants
    _plan_house(stage, rng)
    for tenant in tenants:
        _plan_customer(stage, rng, tenant)
    _plan_certainties(stage, rng)
    _plan_trials(stage, rng)
    _plan_losses(stage, rng)
    _plan_risks(stage, rng)
    stage.plan(stage.world.night + _BREAK_IN, intrusion.break_in)
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
    for _ in range(rng.choice((1, 1, 2, 2))):
        due = max(seasonal_moment(rng, tenant.since, end), tenant.since + _DAY)
        stage.plan(due, partial(companies.buy, tenant=tenant))
    if tenant.renamed_at:
        stage.plan(tenant.renamed_at, partial(companies.take_name, tenant=tenant))
    if tenant.leaves_at:
        stage.plan(tenant.leaves_at, partial(companies.depart, tenant=tenant))
    else:
        due = working_moment(rng, end - _DAY * rng.randrange(15, 250))
        stage.plan(due, partial(seats.tidy, tenant=tenant))


def _plan_certainties(stage: Stage, rng: Random) -> None:
    """What is too rare to be left to chance."""

    def plan(scene: Scene, least: int, most: int) -> None:
        due = working_moment(rng, stage.world.ends_at - _DAY * rng.randrange(least, most))
        stage.plan(due, partial(surely, scene=scene))

    for _ in range(max(2, len(stage.tenants) // 12)):
        plan(subscriptions.move_up, 5, 300)
        plan(companies.register, 5, 500)
        plan(companies.change_billing_profile, 5, 500)
        plan(users.update, 5, 500)
        plan(subscriptions.interrupt, 25, 540)
        plan(partial(users.leave, mistaken=100), 30, 300)
        plan(partial(users.leave, mistaken=0), 5, 300)
    plan(referrals.refer, 150, 300)


def _plan_trials(stage: Stage, rng: Random) -> None:
    """Two of five are paid for in the end; some still run when the story ends."""
    end, some = stage.world.ends_at, max(3, len(stage.tenants) // 9)
    five = (trials.try_and_pay, trials.try_and_wait, *[trials.just_try] * 3)
    rounds = max(2, len(stage.tenants) // 6)
    scenes = (scene for _ in range(rounds) for scene in rng.sample(five, len(five)))
    dues = spread(rng, stage.world.begins_at, end - 33 * _DAY, rounds * len(five))
    for due, scene in zip(dues, scenes, strict=True):
        stage.plan(due, partial(surely, scene=scene))
    for due in spread(rng, end - 27 * _DAY, end - 3 * _DAY, some):
        stage.plan(due, partial(surely, scene=trials.just_try))


def _plan_losses(stage: Stage, rng: Random) -> None:
    """Month by month some subscriptions are not renewed, in a bad one more."""
    world, count = stage.world, len(stage.tenants)
    # Later on, those end that are to be in each state at the end.
    for due in spread(rng, world.begins_at, world.ends_at - 190 * _DAY, count // 4):
        stage.plan(due, partial(surely, scene=endings.decline_renewal))
    for due in spread(rng, *world.bad_time, max(3, count // 9)):
        stage.plan(due, partial(surely, scene=endings.drop))


def _plan_risks(stage: Stage, rng: Random) -> None:
    """What an account manager should notice at the end, or could have noticed for a while."""
    end, some = stage.world.ends_at, max(3, len(stage.tenants) // 12)
    for due in spread(rng, end - 18 * _DAY, end - 2 * _DAY, some):
        scene = partial(endings.decline_renewal, least=20, most=55)
        stage.plan(due, partial(surely, scene=scene))
    for due in spread(rng, end - 25 * _DAY, end - 2 * _DAY, 2):
        stage.plan(due, partial(surely, scene=seats.give_up))
    large = sorted(stage.tenants, key=lambda tenant: -tenant.weight)
    there = [tenant for tenant in large if tenant.is_there(end - 420 * _DAY)]
    wasteful = there[1 : max(len(stage.tenants) // _WASTEFUL, 1) + 1]
    for place, tenant in enumerate(wasteful, start=1):
        due = end - _DAY * (280 + 200 * place // len(wasteful) + rng.randrange(30))
        stage.plan(working_moment(rng, due), partial(subscriptions.expect_growth, tenant=tenant))


def _plan_ends(stage: Stage, rng: Random, staying: list[Tenant]) -> None:
    """Some subscriptions are to be in each state at the end, and some to have just left it."""
    end, each = stage.world.ends_at, max(2, len(staying) // 20)
    old = [tenant for tenant in staying if tenant.since < stage.world.begins_at]

    def some(candidates: list[Tenant], least: int, most: int, scene: Callable[..., object]) -> None:
        for tenant in rng.sample(candidates, min(each, len(candidates))):
            due = working_moment(rng, end - _DAY * rng.randrange(least, most))
            stage.plan(due, partial(scene, tenant=tenant))

    def bought(least: int, most: int, *, again: bool) -> None:
        """Bought so that the first term ends between so many days before the end."""
        scene = partial(endings.buy_for_a_year, again=again)
        for tenant in rng.sample(old, min(each, len(old))):
            due = add_months(end - _DAY * rng.randrange(least, most), -12)
            stage.plan(working_moment(rng, due), partial(scene, tenant=tenant))

    bought(3, 28, again=False)
    bought(35, 110, again=False)
    bought(125, 170, again=False)
    bought(-28, -4, again=True)
    some(staying, 2, 6, subscriptions.order_ahead)
    some(old, 3, 100, partial(endings.suspend_for_good, past_its_term=False))
    some(old, 20, 400, partial(endings.suspend_for_good, past_its_term=True))
    lines = stage.scale.lines_of_large_order
    due = working_moment(rng, end - _DAY * rng.randrange(880, 930))
    stage.plan(due, partial(sites.equip_sites, tenant=stage.tenants[0], sites=lines))
