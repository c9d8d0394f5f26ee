"""Who of the partner does what, and the applications that act for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portal.demo import DEMO_ACCOUNTS, DEMO_DOMAIN

if TYPE_CHECKING:
    from random import Random

_BY_ROLE = {account.role: account.email for account in DEMO_ACCOUNTS}

# Two colleagues without an account of the demo: before the end one joins, another leaves.
NEWCOMER = f"tomasz.zielinski@{DEMO_DOMAIN}"
JOINS = timedelta(days=-150)
LEAVER = f"sofia.moretti@{DEMO_DOMAIN}"
LEAVES = timedelta(days=-210)

# For each duty, which roles are in charge, and how often.
_SHARES = {
    "sales": {"sales_agent": 6, "admin_agent": 3, "global_admin": 1},
    "service": {"helpdesk_agent": 6, "admin_agent": 3, "user_management_admin": 2},
    "users": {"user_management_admin": 5, "helpdesk_agent": 3, "admin_agent": 2},
    "billing": {"billing_admin": 7, "global_admin": 1},
    "administration": {"admin_agent": 4, "global_admin": 3},
    "staff": {"user_management_admin": 3, "global_admin": 2},
}
_DUTIES = {
    duty: [_BY_ROLE[role] for role, share in shares.items() for _ in range(share)]
    for duty, shares in _SHARES.items()
}

FULFILLMENT = "FulfillmentService"
NATIVE_APP = "Partner Center Native App"
APPLICATIONS = (FULFILLMENT, NATIVE_APP, "NordCloud Marketplace", "Microsoft Led Transaction App")


def in_charge(rng: Random, duty: str) -> str:
    return rng.choice(_DUTIES[duty])
