"""One user: shown, changed, deleted, restored, and given licenses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch

from customers.api.access import to_read, to_write
from customers.api.parts import each, together
from customers.api.rows import RowView
from customers.api.unknown import naming_unknown
from customers.api.users.bodies import CustomerUserChanges, LicenseChanges
from customers.api.users.serializers import CustomerUserSerializer
from customers.models import CustomerUser, LicenseAssignment, Subscription
from customers.services.licenses import update_licenses
from customers.services.users import (
    USER_FIELDS,
    change_user_principal_name,
    delete_user,
    restore_user,
    update_user,
)
from portal.api.bodies import read_body
from portal.api.describing import changes, reads

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

VIEW = "customers.view_customeruser"
LICENSES = LicenseAssignment.objects.select_related("subscription").order_by(
    "subscription__folded", "subscription"
)
ROWS = CustomerUser.objects.select_related("customer").prefetch_related(
    Prefetch("licenses", queryset=LICENSES)
)
CHANGES = (
    each(change_user_principal_name, "user_principal_name"),
    together(update_user, USER_FIELDS),
)


class CustomerUserView(RowView[CustomerUser]):
    serializer_class = CustomerUserSerializer
    name, key = "api_customer_user", "user_id"
    queryset = ROWS.all()


class OneCustomerUser(CustomerUserView):
    reading = to_read(VIEW)
    writing = to_write(VIEW, update_user)

    @reads("get_customer_user", CustomerUserSerializer)
    def get(self, request: Request, user_id: UUID) -> Response:
        """Get a customer's user, with the licenses."""
        return self.show(request)

    @changes("change_customer_user", CustomerUserSerializer, CustomerUserChanges)
    def patch(self, request: Request, user_id: UUID) -> Response:
        """Change what is known about a user, or the name that the user signs in with.

        All fields or none. Each service that is called for one leaves an entry.
        """
        return self.patch_row(request, CHANGES, CustomerUserChanges)

    @changes("delete_customer_user", CustomerUserSerializer)
    def delete(self, request: Request, user_id: UUID) -> Response:
        """Take a user's account and licenses away.

        For 30 days the account can be restored; what is answered is the user as it is then.
        """
        return self.act(request, each(delete_user))


class RestoreCustomerUser(CustomerUserView):
    writing = to_write(VIEW, restore_user)

    @changes("restore_customer_user", CustomerUserSerializer)
    def post(self, request: Request, user_id: UUID) -> Response:
        """Give a deleted user the account back, within 30 days.

        Licenses are assigned anew.
        """
        return self.act(request, each(restore_user))


class CustomerUserLicenses(CustomerUserView):
    writing = to_write(VIEW, update_licenses)

    @changes("update_licenses", CustomerUserSerializer, LicenseChanges)
    def post(self, request: Request, user_id: UUID) -> Response:
        """Give a user seats of subscriptions, and take others back.

        All of it or nothing.
        """
        values = read_body(request, LicenseChanges)
        with naming_unknown(Subscription, values):
            return self.act(request, each(update_licenses, "add", "remove"), values)
