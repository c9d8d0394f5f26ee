from __future__ import annotations

from customers.models import Referral
from customers.resources.table import TableResource
from customers.services.referrals import REFERRAL_FIELDS


class ReferralResource(TableResource):
    """The columns of a referral."""

    class Meta:
        model = Referral
        fields = (*REFERRAL_FIELDS, "created_at", "customer", "engagement_id", "id")
