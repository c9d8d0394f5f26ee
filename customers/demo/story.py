from __future__ import annotations

from collections import deque
from itertools import accumulate, islice
from random import Random
from typing import TYPE_CHECKING

from customers.demo.plot import Planned, plan
from customers.demo.rhythm import moments
from customers.demo.scenes import (
    access,
    billing,
    companies,
    licenses,
    orders,
    partner,
    profiles,
    subscriptions,
    users,
)
from customers.demo.stage import Scene, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from customers.demo.world import World
    from portal.plugins import Record

# What happens every day, and how often in comparison.
_EVERYDAY: dict[Scene, float] = {
    licenses.change_licenses: 13,
    subscriptions.change_quantity: 19,
    orders.add_seats: 9,
    users.create_user: 7,
    users.reset_password: 7,
    users.update_user: 5,
    users.delete_user: 3,
    subscriptions.rename: 3,
    subscriptions.switch_auto_renew: 3,
    subscriptions.suspend: 3,
    subscriptions.reactivate: 4,
    partner.work_on_referral: 3,
    profiles.change_billing_profile: 2.5,
    users.change_role: 2.5,
    orders.change_billing: 2,
    profiles.change_company_info: 1.5,
    profiles.change_budget: 1.5,
    companies.confirm_agreement: 1.5,
    users.restore_user: 1,
    users.rename_principal: 1,
    access.grant_access: 1.2,
    access.end_access: 0.8,
    subscriptions.upgrade: 0.8,
    companies.fail_to_add: 0.7,
    partner.allow_purchases: 0.7,
    billing.give_credit: 0.7,
    access.transfer: 0.6,
    partner.fetch_software: 0.6,
    partner.upload_devices: 0.6,
    partner.change_duties: 0.6,
    partner.register_application: 0.4,
    billing.raise_spending_limit: 0.4,
    access.end_delegation: 0.3,
    partner.drop_credential: 0.3,
    billing.detect_fraud: 0.2,
}


class Story:
    """What happens in a world, told lazily and in order, in so many records."""

    def __init__(self, world: World, count: int) -> None:
        self.count = count
        plot = plan(world)
        self._planned = deque(plot.planned)
        self._stage = Stage(world, Random(f"{world.seed}: story"), world.begins_at)
        for tenant in plot.residents:
            tenant.qualification = tenant.company.qualification
            self._stage.welcome(tenant)

    def records(self) -> Iterator[Record]:
        yield from islice(self._endless(), self.count)
        self._finish()

    def _endless(self) -> Iterator[Record]:
        stage = self._stage
        pulse = moments(Random(f"{stage.world.seed}: rhythm"), stage.world.ends_at, self.count)
        scenes, weights = list(_EVERYDAY), list(accumulate(_EVERYDAY.values()))
        before = stage.now
        for moment in pulse:
            told = stage.told
            while stage.told == told:
                if self._planned and self._planned[0].due <= moment:
                    yield from self._play(self._planned.popleft(), before)
                else:
                    stage.begin(moment)
                    yield from stage.rng.choices(scenes, cum_weights=weights)[0](stage)
            # Each further record of a scene takes the place of a later one.
            before = max((moment, *islice(pulse, stage.told - told - 1)))

    def _play(self, planned: Planned, earliest: datetime) -> Iterator[Record]:
        """At its time; later where too few records are told to keep up with the plan."""
        self._stage.begin(max(planned.due, earliest))
        yield from planned.scene(self._stage)

    def _finish(self) -> None:
        """What is planned but was not told for lack of records has happened nevertheless."""
        for planned in self._planned:
            for _record in self._play(planned, planned.due):
                pass
        world = self._stage.world
        for tenant in world.tenants:
            for holding in tenant.holdings:
                if holding.status in ("active", "suspended", "pending"):
                    holding.renew(world.ends_at)
