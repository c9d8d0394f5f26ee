from __future__ import annotations

from customers.models import Referral
from customers.services.referrals import REFERRAL_FIELDS
from portal.api.bodies import ModelBody


class NewReferral(ModelBody):
    """A referral about a customer, or about a company that is none yet."""

    class Meta:
        model = Referral
        fields = ("customer", *REFERRAL_FIELDS)


class ReferralChanges(ModelBody):
    """What is to be changed of a referral. It goes from new to active to closed, never back."""

    class Meta:
        model = Referral
        fields = REFERRAL_FIELDS
