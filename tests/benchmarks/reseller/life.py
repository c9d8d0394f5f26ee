"""What happens to one subscription until today, by the functions with which services change rows:
so its movements come to what its row says, as they do in the portal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from customers.services.movements import Standing, moved
from customers.services.subscriptions import stages
from customers.states import Status

if TYPE_CHECKING:
    from customers.models import Product, Subscription, SubscriptionMovement

BETWEEN_EVENTS = 42
"""Days, on average, in which nothing happens to a subscription."""
EVENTS = {
    "assign": 50,
    "revoke": 16,
    "add_seats": 14,
    "give_back_seats": 6,
    "turn_renewal": 5,
    "suspend": 2,
    "upgrade": 2,
    "cancel": 1,
}
WHEN_SUSPENDED = {"reactivate": 7, "cancel": 3}
CONVERTED = 0.4
"""Of all trials, when they end."""
OVER = (Status.EXPIRED, Status.DISABLED)


class Life:
    """Changes a row that is not saved; what it moved by stands in `movements`."""

    def __init__(
        self, row: Subscription, better: list[Product], chance: Random, now: datetime
    ) -> None:
        self.row = row
        self.better = better
        self.chance = chance
        self.now = now
        self.movements: list[SubscriptionMovement] = []

    def live(self) -> None:
        at = self.row.created_at
        self.movements += moved(self.row, None, at)
        while end := self.row.current_state_end_at:
            pause = self.chance.expovariate(1 / BETWEEN_EVENTS)
            at = end if self.row.status in OVER else min(end, at + timedelta(days=pause))
            if at >= self.now:
                return
            self._change(at, self._passed if at == end else self._event())

    def _change(self, at: datetime, change: Callable[[datetime], None]) -> None:
        before = Standing.of(self.row)
        change(at)
        self.row.changed_at = at
        self.row.version += 1
        self.movements += moved(self.row, before, at)

    def _passed(self, at: datetime) -> None:
        """Time alone changes the status."""
        row = self.row
        match row.status:
            case Status.PENDING:
                stages.begin(row, at)
            case Status.ACTIVE if row.is_trial and self.chance.random() < CONVERTED:
                self._convert(at)
            case Status.ACTIVE if row.auto_renew:
                stages.renew(row)
            case Status.ACTIVE:
                stages.expire(row, at)
            case Status.SUSPENDED | Status.EXPIRED:
                stages.disable(row, at)
            case _:
                stages.delete(row, at)

    def _convert(self, at: datetime) -> None:
        row = self.row
        assert row.product.converts_to
        row.quantity += self.chance.randrange(10)
        cycle = self.chance.choice(row.product.converts_to.billing_cycles)
        stages.move_to(row, row.product.converts_to, start=at, term="P1Y", billing_cycle=cycle)
        row.trial_converted_at = at
        row.auto_renew = True

    def _event(self) -> Callable[[datetime], None]:
        usual = WHEN_SUSPENDED if self.row.status == Status.SUSPENDED else EVENTS
        (name,) = self.chance.choices(list(usual), list(usual.values()))
        event: Callable[[datetime], None] = getattr(self, f"_{name}")
        return event

    def _assign(self, _at: datetime) -> None:
        free = self.row.free_quantity
        self.row.assigned_quantity += min(free, self.chance.randint(1, max(free // 2, 3)))

    def _revoke(self, _at: datetime) -> None:
        self.row.assigned_quantity -= min(self.row.assigned_quantity, self.chance.randint(1, 5))

    def _add_seats(self, _at: datetime) -> None:
        self.row.quantity += self.chance.randint(1, max(self.row.quantity // 4, 1))

    def _give_back_seats(self, _at: datetime) -> None:
        free = min(self.row.free_quantity, self.row.quantity - 1)
        self.row.quantity -= min(free, self.chance.randint(1, 5))

    def _turn_renewal(self, _at: datetime) -> None:
        self.row.auto_renew = not self.row.is_trial and not self.row.auto_renew

    def _suspend(self, at: datetime) -> None:
        if self.row.status == Status.ACTIVE and not self.row.is_trial:
            stages.suspend(self.row, at)

    def _reactivate(self, _at: datetime) -> None:
        stages.reactivate(self.row)

    def _upgrade(self, at: datetime) -> None:
        row = self.row
        if row.status == Status.ACTIVE and not row.is_trial and self.better:
            product = self.chance.choice(self.better)
            stages.move_to(row, product, start=at, term=row.term, billing_cycle=row.billing_cycle)

    def _cancel(self, at: datetime) -> None:
        stages.delete(self.row, at)
