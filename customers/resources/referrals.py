from __future__ import annotations

from customers.models import Referral
from customers.resources.table import TableResource


class ReferralResource(TableResource):
    """The columns of a referral."""

    class Meta:
        model = Referral
        fields = (
            "name",
            "company_name",
            "status",
            "substatus",
            "status_reason",
            "referral_type",
            "qualification",
            "deal_value",
            "currency",
            "closing_on",
            "external_reference_id",
            "notes",
            "created_at",
            "customer",
            "engagement_id",
            "id",
        )
