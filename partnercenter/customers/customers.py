from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from customers.models import Customer
from partnercenter.customers.describing import CUSTOMER_ID, filter_parameter
from partnercenter.customers.finding import find_customer
from partnercenter.customers.lists import Listing, answered
from partnercenter.customers.narrowing import narrowed
from partnercenter.customers.structs.customer import (
    WireBillingProfile,
    WireCompanyProfile,
    WireCustomer,
    billing_profile,
    company_profile,
    in_full,
    listed,
)
from partnercenter.wire.describing import PAGING
from partnercenter.wire.schemas import collection_of, schema_of
from partnercenter.wire.views import WireView
from portal.api.access import Access

CUSTOMER = schema_of(WireCustomer)


class CustomerView(WireView):
    reading = Access("customers:read", ("customers.view_customer",))


class CustomerList(CustomerView):
    operation = "list_customers"

    @extend_schema(
        parameters=[
            filter_parameter(
                "CompanyName, Domain or IndirectReseller", "starts_with, equals or substring"
            ),
            *PAGING,
        ],
        responses={200: collection_of(CUSTOMER)},
    )
    def get(self, request: Request) -> HttpResponse:
        """List customers by name.

        Without their billing profiles. Customers whose relationship has ended are among them.
        """
        listing = Listing(request, "/customers")
        customers = narrowed(Customer.objects.all(), listing.take_filter())
        return listing.answer(customers, listed)


class CustomerDetail(CustomerView):
    operation = "get_customer"

    @extend_schema(parameters=[CUSTOMER_ID], responses={200: CUSTOMER})
    def get(self, request: Request, customer_id: str) -> HttpResponse:
        """Get one customer."""
        return answered(in_full(find_customer(customer_id)))


class CompanyProfile(CustomerView):
    operation = "get_company_profile"

    @extend_schema(parameters=[CUSTOMER_ID], responses={200: schema_of(WireCompanyProfile)})
    def get(self, request: Request, customer_id: str) -> HttpResponse:
        """Get a customer's company profile."""
        return answered(company_profile(find_customer(customer_id)))


class BillingProfile(CustomerView):
    operation = "get_billing_profile"

    @extend_schema(parameters=[CUSTOMER_ID], responses={200: schema_of(WireBillingProfile)})
    def get(self, request: Request, customer_id: str) -> HttpResponse:
        """Get a customer's billing profile."""
        return answered(billing_profile(find_customer(customer_id)))
