"""Which subscriptions a number of now means, and the filters of their list that say the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from customers.states import Status


@dataclass(frozen=True, slots=True)
class Meaning:
    rows: Q
    filters: dict[str, Any] = field(default_factory=dict)


ACTIVE = Meaning(Q(status=Status.ACTIVE), {"status": Status.ACTIVE})
ACTIVE_PAID = Meaning(
    Q(status=Status.ACTIVE, is_trial=False), {"status": Status.ACTIVE, "is_trial": "false"}
)
SUSPENDED = Meaning(Q(status=Status.SUSPENDED), {"status": Status.SUSPENDED})
SUSPENDED_PAID = Meaning(
    Q(status=Status.SUSPENDED, is_trial=False), {"status": Status.SUSPENDED, "is_trial": "false"}
)
