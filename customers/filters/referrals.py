from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedQuerySet
from customers.models import Referral
from customers.states import ReferralStatus, ReferralSubstatus
from portal.filters import CodesFilter, PartFilter, StrictFilterSet, UuidFilter, is_id, options_of

Rows = FoldedQuerySet[Referral]


class ReferralFilter(StrictFilterSet):
    """Which referrals a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    customer = UuidFilter(label=_("Customer"), field_name="customer_id")
    status = CodesFilter(label=_("Status"), groups=options_of(ReferralStatus))
    substatus = CodesFilter(label=_("Substatus"), groups=options_of(ReferralSubstatus))

    def search(self, referrals: Rows, _name: str, text: str) -> Rows:
        """The referral's or the company's name, or an ID."""
        return referrals.filter(referrals.has(text) | is_id(text))
