"""Who of the partner does what, and the applications that act for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from portal.demo import DEMO_ACCOUNTS, DEMO_DOMAIN
from portal.roles import ROLES, permissions_of

if TYPE_CHECKING:
    from random import Random

_ROLES = {role.code: role for role in ROLES}
# How much of the work that several roles may do is done by each.
_SHARES = {
    "global_admin": 1,
    "billing_admin": 4,
    "user_management_admin": 6,
    "admin_agent": 4,
    "sales_agent": 5,
    "helpdesk_agent": 5,
}
# How much less or more those do who have no account of the demo.
_PASSING = 3

FULFILLMENT = "FulfillmentService"
MARKETPLACE = "NordCloud Marketplace"
NATIVE_APP = "Partner Center Native App"
INTRUDER = "Mailbox Migrator"
"""Registered by a stolen account, for one night."""


@dataclass(frozen=True)
class Colleague:
    """A member of staff, with or without an account: what they may, their role says."""

    email: str
    role: str
    joins: timedelta | None = None
    leaves: timedelta | None = None

    def get_username(self) -> str:
        return self.email

    @cached_property
    def permissions(self) -> frozenset[str]:
        return permissions_of(_ROLES[self.role], ())

    def has_perm(self, perm: str) -> bool:
        return perm in self.permissions

    def works_here(self, moment: datetime, ends_at: datetime) -> bool:
        joined = self.joins is None or ends_at + self.joins < moment
        return joined and (self.leaves is None or moment < ends_at + self.leaves)


# Two without an account: before the end one joins, another leaves.
NEWCOMER = Colleague(
    f"tomasz.zielinski@{DEMO_DOMAIN}", "helpdesk_agent", joins=timedelta(days=-150)
)
LEAVER = Colleague(f"sofia.moretti@{DEMO_DOMAIN}", "sales_agent", leaves=timedelta(days=-210))
COLLEAGUES = (
    *(Colleague(account.email, account.role) for account in DEMO_ACCOUNTS),
    NEWCOMER,
    LEAVER,
)


class Staff:
    """Everybody who works for the partner until the story ends."""

    def __init__(self, ends_at: datetime) -> None:
        self.ends_at = ends_at
        self._who_may: dict[str, list[Colleague]] = defaultdict(list)

    def in_charge(self, rng: Random, permission: str, moment: datetime) -> Colleague:
        """Somebody who may do this, and works here at this moment."""
        able = self._who_may[permission] or self._remember(permission)
        there = [someone for someone in able if someone.works_here(moment, self.ends_at)]
        return rng.choice(there)

    def _remember(self, permission: str) -> list[Colleague]:
        able = self._who_may[permission]
        for someone in COLLEAGUES:
            if someone.has_perm(permission):
                passing = someone.joins or someone.leaves
                able.extend([someone] * (_PASSING if passing else _SHARES[someone.role]))
        return able
