from __future__ import annotations

from customers.models import Referral
from customers.services.referrals import REFERRAL_FIELDS
from portal.api.outputs import RowSerializer


class ReferralSerializer(RowSerializer):
    """A chance to sell something, to a customer or to a company that may become one."""

    class Meta:
        model = Referral
        fields = (
            "id",
            "engagement_id",
            "customer",
            *REFERRAL_FIELDS,
            "created_at",
            "changed_at",
            "version",
        )
