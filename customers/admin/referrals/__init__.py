"""Referrals: their list, a page for each, and the pages that enter and change one."""

from __future__ import annotations

from customers.admin.referrals.listing import CustomerReferrals, ReferralAdmin

__all__ = ["CustomerReferrals", "ReferralAdmin"]
