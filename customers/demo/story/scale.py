"""How large the partner is, for so many entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from customers.demo.world import Tenant

FEWEST_ENTRIES = 600
"""Fewer cannot tell of everything that happens."""

# Of a hundred entries so many come from services: from changes of rows.
_SHARE = 74
# And of a hundred changes so many are tried in vain.
_FAILURES = 5
# However long the log, so many changes are enough to look at.
_MOST_CHANGES = 8_000


@dataclass(frozen=True, slots=True)
class Scale:
    """What the changes of a story are spent on."""

    changes: int
    customers: int
    people: int
    """Who has an account at a customer: each costs an entry for that and one for licenses."""

    @classmethod
    def of(cls, entries: int) -> Scale:
        changes = min(entries * _SHARE // 100, _MOST_CHANGES)
        return cls(changes, min(max(changes // 38, 14), 120), changes * 15 // 100)

    def sizes(self, tenants: Sequence[Tenant]) -> dict[Tenant, int]:
        """How many people have an account at each customer, in the end."""
        heaviness = sum(tenant.weight for tenant in tenants)
        return {item: max(2, round(self.people * item.weight / heaviness)) for item in tenants}

    @property
    def lines_of_large_order(self) -> int:
        return min(max(self.changes // 36, 40), 300)

    @property
    def everyday(self) -> int:
        """How often something happens that is not planned: as measured, so that it fits."""
        planned = 110 + 15 * self.customers + 2.2 * self.people
        # Where more people work, more of them need what is bought.
        each = 1.8 + 0.06 * self.people / self.customers
        return max(round((self.changes - planned) / each), 0)

    @property
    def enough(self) -> int:
        """From so many changes on, only what is planned still happens."""
        return self.changes * 11 // 10

    @property
    def mistakes(self) -> int:
        return self.changes * _FAILURES // 100
