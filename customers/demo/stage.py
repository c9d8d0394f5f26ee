from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from customers.demo.chance import chance, new_id
from customers.demo.staff import (
    APPLICATIONS,
    JOINS,
    LEAVER,
    LEAVES,
    NATIVE_APP,
    NEWCOMER,
    in_charge,
)
from customers.demo.values import Details, Json, details_json, to_json
from portal.plugins import Record

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from customers.demo.world import Holding, Tenant, World

FAILURE_PERCENT = 4.2


@dataclass(slots=True)
class Stage:
    """Where scenes are played: the customers of this moment, and a pen to write it down."""

    world: World
    rng: Random
    now: datetime
    present: list[Tenant] = field(default_factory=list)
    correlation_id: str = ""
    told: int = 0
    _weights: list[int] = field(default_factory=list)

    def begin(self, moment: datetime) -> None:
        """The next scene: never before what is told already."""
        self.now = max(moment, self.now + timedelta(milliseconds=1))
        self.correlation_id = new_id(self.rng)

    def welcome(self, tenant: Tenant) -> None:
        self.present.append(tenant)
        self._weights = list(accumulate(tenant.size for tenant in self.present))

    def farewell(self, tenant: Tenant) -> None:
        self.present.remove(tenant)
        self._weights = list(accumulate(tenant.size for tenant in self.present))

    def any_tenant(self) -> Tenant:
        # Even a small customer is heard of now and then.
        if chance(self.rng, 40):
            return self.rng.choice(self.present)
        return self.rng.choices(self.present, cum_weights=self._weights)[0]

    def any_holding(self, *, status: str = "active") -> tuple[Tenant, Holding] | None:
        """A subscription of this status and its customer, if the customer looked at has one."""
        tenant = self.any_tenant()
        found = [item for item in tenant.holdings if item.status == status and not item.is_trial]
        if not found:
            return None
        holding = self.rng.choice(found)
        holding.renew(self.now)
        return tenant, holding

    def actor(self, duty: str) -> str:
        """Who of the partner's staff does it, of those who work there at this moment."""
        roll = self.rng.random()
        if roll < 0.08 and self.now < self.world.ends_at + LEAVES:
            return LEAVER
        if roll > 0.92 and self.now > self.world.ends_at + JOINS:
            return NEWCOMER
        return in_charge(self.rng, duty)

    def fails(self) -> bool:
        return chance(self.rng, FAILURE_PERCENT)

    def tell(
        self,
        action: str,
        resource_type: str,
        resource_id: str | UUID,
        *,
        tenant: Tenant | None = None,
        actor: str = "",
        application: str = "",
        status: str = "succeeded",
        old: Json | None = None,
        new: Json | None = None,
        details: Details = (),
    ) -> Record:
        """Write down what happens now; what belongs to it happens a moment later."""
        record = Record(
            occurred_at=self.now,
            action=action,
            resource_type=resource_type,
            resource_id=str(resource_id),
            status=status,
            customer_id=tenant.id if tenant else None,
            customer_name=tenant.name if tenant else "",
            partner_user=actor,
            application=application or self._application(actor),
            correlation_id=self.correlation_id,
            external_id=f"demo-{self.world.seed}-{self.told}",
            old_value=to_json(old) if old else None,
            new_value=to_json(new) if new else None,
            details=details_json(details),
        )
        self.told += 1
        self.now += timedelta(microseconds=self.rng.randrange(90_000, 2_400_000))
        return record

    def _application(self, actor: str) -> str:
        """Through which application someone acted; which one acted when nobody did."""
        if not actor:
            return self.rng.choice(APPLICATIONS)
        return NATIVE_APP if chance(self.rng, 15) else ""


Scene = Callable[[Stage], Iterator[Record]]
"""Something that happens: it changes the world and yields what is recorded of it."""
