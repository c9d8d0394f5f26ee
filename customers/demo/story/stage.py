from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import accumulate, count
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from customers.demo.chance import chance, new_id
from customers.demo.rhythm import working_moment
from customers.demo.staff import NATIVE_APP, Colleague, Staff
from customers.services import Actor, Operation, Refused

if TYPE_CHECKING:
    from customers.demo.products import CatalogItem
    from customers.demo.story.scale import Scale
    from customers.demo.world import Tenant, World
    from customers.models import Subscription

R = TypeVar("R")

_HOUR = timedelta(hours=1)


class Stage:
    """Where scenes are played: the customers of this moment, its clock, and what is to come."""

    def __init__(self, world: World, scale: Scale) -> None:
        self.world = world
        self.scale = scale
        self.tenants = world.tenants[: scale.customers]
        self.sizes = scale.sizes(self.tenants)
        self.rng = Random(f"{world.seed}: story")
        self.now = datetime.min.replace(tzinfo=UTC)
        self.told = 0
        self.present: list[Tenant] = []
        self._weights: list[int] = []
        self._staff = Staff(world.ends_at)
        self._agenda: list[tuple[datetime, int, Scene]] = []
        self._places = count()
        self._someone: Colleague | None = None
        self._correlation_id = ""
        self._is_together = False

    def item_of(self, subscription: Subscription) -> CatalogItem:
        return self.world.catalog[subscription.product_id]

    def plan(self, due: datetime, scene: Scene) -> None:
        """Let this happen then; what would come after the end does not."""
        if due < self.world.ends_at:
            heappush(self._agenda, (due, next(self._places), scene))

    def plan_in(self, least: float, most: float, scene: Scene) -> None:
        """Let staff do this between so many days from now, when they work."""
        due = working_moment(self.rng, self.now + timedelta(days=self.rng.uniform(least, most)))
        self.plan(max(due, self.now + _HOUR), scene)

    def play(self) -> Iterator[None]:
        """Play all that is planned, in order, and what it plans in turn."""
        while self._agenda:
            due, _place, scene = heappop(self._agenda)
            self.now = max(due, self.now)
            self._someone = None
            scene(self)
            yield

    def welcome(self, tenant: Tenant) -> None:
        self.present.append(tenant)
        self._weights = list(accumulate(item.weight for item in self.present))

    def farewell(self, tenant: Tenant) -> None:
        self.present.remove(tenant)
        self._weights = list(accumulate(item.weight for item in self.present))

    def any_tenant(self) -> Tenant:
        # Even a small customer is heard of now and then.
        if chance(self.rng, 40):
            return self.rng.choice(self.present)
        return self.rng.choices(self.present, cum_weights=self._weights)[0]

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done in this block is one request: an import, or an action on many rows."""
        self._next_request()
        self._is_together = True
        try:
            yield
        finally:
            self._is_together = False

    def do(
        self, service: Operation[..., R], /, *, application: str = "", **arguments: Any
    ) -> R | None:
        """Let somebody who may, or an application, call a service; record what is refused."""
        if self._is_together:
            self._pass(0.01, 0.2)
        else:
            self._next_request()
        try:
            done = service(actor=self._actor(service.permission, application), **arguments)
        except Refused as refused:
            refused.record()
            done = None
        self.told += 1
        return done

    def _actor(self, permission: str, application: str) -> Actor:
        person = None if application else self._who_may(permission)
        if person and chance(self.rng, 8):
            application = NATIVE_APP
        return Actor(
            user=person,
            application=application,
            correlation_id=self._correlation_id,
            at=self.now,
        )

    def _who_may(self, permission: str) -> Colleague:
        """Who began a scene goes on with it, where they may."""
        if self._someone is None or not self._someone.has_perm(permission):
            self._someone = self._staff.in_charge(self.rng, permission, self.now)
        return self._someone

    def _next_request(self) -> None:
        self._correlation_id = new_id(self.rng)
        self._pass(4, 45)

    def _pass(self, least: float, most: float) -> None:
        """Let seconds pass, never beyond the end."""
        later = self.now + timedelta(seconds=self.rng.uniform(least, most))
        self.now = later if later < self.world.ends_at else self.now + timedelta(microseconds=1)


Scene = Callable[[Stage], object]
"""Something that happens."""
