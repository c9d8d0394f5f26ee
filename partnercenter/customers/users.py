from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from customers.models import CustomerUser, LicenseAssignment, Product
from customers.states import Status
from partnercenter.customers.describing import (
    CUSTOMER_ID,
    LICENSE_GROUPS,
    USER_ID,
    USER_SORTING,
    filter_parameter,
)
from partnercenter.customers.finding import customer_key, find
from partnercenter.customers.licenses import of_groups
from partnercenter.customers.lists import BY_NAME, Listing, answered
from partnercenter.customers.narrowing import state_of
from partnercenter.customers.parameters import take_descending
from partnercenter.customers.structs.customer_user import WireCustomerUser, customer_user
from partnercenter.customers.structs.licenses import WireLicense, license_of
from partnercenter.wire.describing import PAGING
from partnercenter.wire.refusing import Code
from partnercenter.wire.schemas import collection_of, schema_of
from partnercenter.wire.views import WireView
from portal.api.access import Access
from portal.keyset import turned

USER = schema_of(WireCustomerUser)


class UserView(WireView):
    reading = Access("customers:read", ("customers.view_customeruser",))


class UserList(UserView):
    operation = "list_customer_users"

    @extend_schema(
        parameters=[
            CUSTOMER_ID,
            filter_parameter("UserState, whose Value is Active or Inactive", "equals"),
            *USER_SORTING,
            *PAGING,
        ],
        responses={200: collection_of(USER)},
    )
    def get(self, request: Request, customer_id: str) -> HttpResponse:
        """List a customer's users by display name.

        Those who are deleted, and restorable, are listed only where the filter asks for Inactive.
        """
        key = customer_key(customer_id)
        listing = Listing(request, f"/customers/{key}/users")
        state = state_of(listing.take_filter())
        order = turned(BY_NAME) if take_descending(listing) else BY_NAME
        users = CustomerUser.objects.filter(customer=key, state=state)
        return listing.answer(users, customer_user, order)


class UserDetail(UserView):
    operation = "get_customer_user"

    @extend_schema(parameters=[CUSTOMER_ID, USER_ID], responses={200: USER})
    def get(self, request: Request, customer_id: str, user_id: str) -> HttpResponse:
        """Get one user of a customer, also one who is deleted."""
        return answered(customer_user(find_user(customer_id, user_id)))


class UserLicenses(UserView):
    operation = "list_user_licenses"

    @extend_schema(
        parameters=[CUSTOMER_ID, USER_ID, LICENSE_GROUPS, *PAGING],
        responses={200: collection_of(schema_of(WireLicense))},
    )
    def get(self, request: Request, customer_id: str, user_id: str) -> HttpResponse:
        """List the licenses that a user has, one for each product."""
        user = find_user(customer_id, user_id)
        path = f"/customers/{user.customer_id}/users/{user.pk}/licenses"
        listing = Listing(request, path)
        had = LicenseAssignment.objects.filter(customer_user=user).exclude(
            subscription__status=Status.DELETED
        )
        products = Product.objects.filter(pk__in=had.values("subscription__product"))
        return listing.answer(of_groups(products, listing), license_of)


def find_user(customer_id: str, user_id: str) -> CustomerUser:
    users = CustomerUser.objects.filter(customer=customer_key(customer_id))
    return find(users, user_id, Code.USER_NOT_FOUND, "user of this customer")
