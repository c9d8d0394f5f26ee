from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from customers.api.access import to_read, to_write
from customers.api.creating import create
from customers.api.parts import together
from customers.api.referrals.bodies import NewReferral, ReferralChanges
from customers.api.referrals.serializers import ReferralSerializer
from customers.api.rows import RowView
from customers.filters import ReferralFilter
from customers.models import Referral
from customers.services.referrals import REFERRAL_FIELDS, create_referral, update_referral
from portal.api.bodies import read_body
from portal.api.describing import changes, creates, lists, reads
from portal.api.idempotency import Idempotent
from portal.api.lists import ListView

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

VIEW = "customers.view_referral"


class OneReferral(RowView[Referral]):
    reading = to_read(VIEW)
    writing = to_write(VIEW, update_referral)
    serializer_class = ReferralSerializer
    name, key = "api_referral", "referral_id"
    queryset = Referral.objects.all()

    @reads("get_referral", ReferralSerializer)
    def get(self, request: Request, referral_id: UUID) -> Response:
        """Get a referral."""
        return self.show(request)

    @changes("change_referral", ReferralSerializer, ReferralChanges)
    def patch(self, request: Request, referral_id: UUID) -> Response:
        """Change what is known of a referral, or where it stands."""
        parts = [together(update_referral, REFERRAL_FIELDS)]
        return self.patch_row(request, parts, ReferralChanges)


class Referrals(ListView[Referral], Idempotent):
    reading = to_read(VIEW)
    writing = to_write(VIEW, create_referral)
    filterset_class = ReferralFilter
    keyset = ("-created_at", "-id")
    serializer_class = ReferralSerializer
    queryset = Referral.objects.all()

    @lists("list_referrals", ReferralSerializer, ReferralFilter)
    def get(self, request: Request) -> Response:
        """List referrals, newest first."""
        return self.page(request)

    @creates("create_referral", ReferralSerializer, NewReferral)
    def post(self, request: Request) -> Response:
        """Enter a referral."""
        values = read_body(request, NewReferral)
        customer = values.pop("customer", None)
        call = partial(
            create_referral, customer_id=customer.pk if customer else None, values=values
        )
        return create(self, OneReferral, call)
