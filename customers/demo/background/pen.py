from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

from customers.demo.background.values import Details, Json, details_json, to_json
from customers.demo.chance import chance, new_id
from customers.demo.staff import FULFILLMENT, MARKETPLACE, NATIVE_APP, Staff
from portal.plugins import Record

if TYPE_CHECKING:
    from customers.demo.background.clients import Client
    from customers.demo.world import World

FAILURE_PERCENT = 4.2
_APPLICATIONS = (FULFILLMENT, NATIVE_APP, MARKETPLACE, "Microsoft Led Transaction App")


class Pen:
    """Writes down what happens: at this moment, about the customers of this moment."""

    def __init__(self, world: World, clients: list[Client], first: int) -> None:
        self.world = world
        self.rng = Random(f"{world.seed}: background {first}")
        self.now = world.begins_at
        self.first = first
        self.told = 0
        self.present: list[Client] = []
        self._coming = deque(clients)
        self._weights: list[int] = []
        self._staff = Staff(world.ends_at)
        self._correlation_id = ""

    def begin(self, moment: datetime) -> None:
        """The next scene: never before what is told already."""
        self.now = max(moment, self.now + timedelta(milliseconds=1))
        self._correlation_id = new_id(self.rng)
        self._look_around()

    def _look_around(self) -> None:
        """See who has come or gone."""
        there = [client for client in self.present if client.tenant.is_there(self.now)]
        while self._coming and self._coming[0].tenant.since < self.now:
            there.append(self._coming.popleft())
        if len(there) != len(self.present) or there != self.present:
            self._weights = list(accumulate(client.tenant.weight for client in there))
        self.present = there

    def any_client(self) -> Client:
        # Even a small customer is heard of now and then.
        if chance(self.rng, 40):
            return self.rng.choice(self.present)
        return self.rng.choices(self.present, cum_weights=self._weights)[0]

    def actor(self, permission: str) -> str:
        """Somebody of the partner's staff who may do this."""
        return self._staff.in_charge(self.rng, permission, self.now).email

    def fails(self) -> bool:
        return chance(self.rng, FAILURE_PERCENT)

    def tell(
        self,
        action: str,
        resource_type: str,
        resource_id: str,
        *,
        client: Client | None = None,
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
            resource_id=resource_id,
            status=status,
            customer_id=client.tenant.id if client else None,
            customer_name=client.tenant.name_at(self.now) if client else "",
            partner_user=actor,
            application=application or self._application(actor),
            correlation_id=self._correlation_id,
            external_id=f"demo-{self.world.seed}-{self.first + self.told}",
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
            return self.rng.choice(_APPLICATIONS)
        return NATIVE_APP if chance(self.rng, 15) else ""


Scene = Callable[[Pen], Iterator[Record]]
"""Something that happens, as the records of it."""
