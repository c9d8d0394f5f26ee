"""The 78 operation types of Partner Center, by the type of resource that they are about."""

from __future__ import annotations

from partnercenter.action_types.administration import ADMINISTRATION_ACTIONS
from partnercenter.action_types.commerce import COMMERCE_ACTIONS
from partnercenter.action_types.customers import CUSTOMER_ACTIONS
from partnercenter.action_types.partners import PARTNER_ACTIONS

ACTION_TYPES = (
    *CUSTOMER_ACTIONS,
    *COMMERCE_ACTIONS,
    *PARTNER_ACTIONS,
    *ADMINISTRATION_ACTIONS,
)

__all__ = ["ACTION_TYPES"]
