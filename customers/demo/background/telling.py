from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate, islice
from random import Random
from typing import TYPE_CHECKING

from customers.demo.background.clients import Client, read_clients
from customers.demo.background.pen import Pen, Scene
from customers.demo.background.scenes import access, agreements, billing, partner, users
from customers.demo.background.scenes.intrusion import FEWEST, MOST, suspicious_night
from customers.demo.rhythm import moments
from customers.demo.staff import LEAVER, NEWCOMER

if TYPE_CHECKING:
    from customers.demo.world import World
    from portal.plugins import Record

# What happens every day, and how often in comparison.
_EVERYDAY: dict[Scene, float] = {
    users.reset_password: 7,
    partner.sign_in: 5,
    users.change_role: 2.5,
    billing.change_budget: 1.5,
    agreements.confirm_agreement: 1.5,
    access.grant_access: 1.2,
    access.end_access: 0.8,
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


_MOST_INVOICES = 5


@dataclass(frozen=True, slots=True)
class _Planned:
    due: datetime
    scene: Scene


class Background:
    """So many records of eighteen months, lazily and in order; `first` numbers the first one.

    The log is to hold so many entries with them, and one night of it is told once.
    """

    def __init__(self, world: World, count: int, *, first: int, goes_on: bool) -> None:
        clients = read_clients(world)
        self.count = count
        self._pen = Pen(world, clients, first)
        # Where records are added to others, what is planned is among those.
        self._night = 0 if goes_on else min(max(FEWEST, count // 3), MOST, count)
        self._planned = deque(() if goes_on else _plan(world, clients, count))

    def records(self) -> Iterator[Record]:
        return islice(self._endless(), self.count)

    def _endless(self) -> Iterator[Record]:
        pen, world = self._pen, self._pen.world
        rhythm = Random(f"{world.seed}: background rhythm {pen.first}")
        pulse = moments(rhythm, world.ends_at, self.count - self._night)
        scenes, weights = list(_EVERYDAY), list(accumulate(_EVERYDAY.values()))
        before = pen.now
        for moment in pulse:
            if self._night and world.night <= moment:
                yield from suspicious_night(pen, self._night)
                self._night = 0
            told = pen.told
            while pen.told == told:
                if self._planned and self._planned[0].due <= moment:
                    planned = self._planned.popleft()
                    # At its time; later where there are too few records to keep up with the plan.
                    pen.begin(max(planned.due, before))
                    yield from planned.scene(pen)
                else:
                    pen.begin(moment)
                    yield from pen.rng.choices(scenes, cum_weights=weights)[0](pen)
            # Each further record of a scene takes the place of a later one.
            before = max((moment, *islice(pulse, pen.told - told - 1)))


def _plan(world: World, clients: list[Client], count: int) -> list[_Planned]:
    """What the partner itself does, each month's invoices, and the agreements of who comes."""
    rng = Random(f"{world.seed}: background plan")
    planned = [
        _Planned(world.ends_at + staying, partial(scene, principal=colleague.email))
        for colleague, staying, scene in (
            (LEAVER, LEAVER.leaves, partner.dismiss),
            (NEWCOMER, NEWCOMER.joins, partner.hire),
        )
        if staying
    ]
    day, invoices = world.begins_at, min(max(count // 100, 1), _MOST_INVOICES)
    while day < world.ends_at:
        if day.day == 2:
            due = day + timedelta(hours=3, seconds=rng.randrange(7200))
            planned.append(_Planned(due, partial(billing.invoice_run, most=invoices)))
        day += timedelta(days=1)
    for client in clients:
        if client.tenant.since > world.begins_at:
            due = client.tenant.since + timedelta(minutes=rng.randrange(3, 300))
            planned.append(_Planned(due, partial(agreements.agree, client=client)))
    return sorted(planned, key=lambda item: item.due)
