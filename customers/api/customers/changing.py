"""One customer: shown, changed, and what the partner is to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from customers.api.access import to_read, to_write
from customers.api.customers.bodies import CustomerChanges
from customers.api.customers.serializers import CustomerSerializer
from customers.api.parts import each, together
from customers.api.rows import RowView
from customers.models import Customer
from customers.services.customers import (
    COMPANY_FIELDS,
    PROFILE_FIELDS,
    change_company_name,
    remove_relationship,
    request_relationship,
    set_qualification,
    update_billing_profile,
    update_company_info,
)
from portal.api.describing import changes, reads

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

VIEW = "customers.view_customer"
CHANGES = (
    each(change_company_name, "name"),
    together(update_company_info, COMPANY_FIELDS),
    together(update_billing_profile, PROFILE_FIELDS),
    each(set_qualification, "qualification"),
)


class CustomerView(RowView[Customer]):
    serializer_class = CustomerSerializer
    name, key = "api_customer", "customer_id"
    queryset = Customer.objects.all()


class OneCustomer(CustomerView):
    reading = to_read(VIEW)
    writing = to_write(VIEW, *(part.operation for part in CHANGES))

    @reads("get_customer", CustomerSerializer)
    def get(self, request: Request, customer_id: UUID) -> Response:
        """Get a customer."""
        return self.show(request)

    @changes("change_customer", CustomerSerializer, CustomerChanges)
    def patch(self, request: Request, customer_id: UUID) -> Response:
        """Change a customer's name, company, billing profile or qualification.

        All fields or none. Each service that is called for one leaves an entry.
        """
        return self.patch_row(request, CHANGES, CustomerChanges)


class RequestRelationship(CustomerView):
    writing = to_write(VIEW, request_relationship)

    @changes("request_relationship", CustomerSerializer)
    def post(self, request: Request, customer_id: UUID) -> Response:
        """Become the reseller of a customer again."""
        return self.act(request, each(request_relationship))


class RemoveRelationship(CustomerView):
    writing = to_write(VIEW, remove_relationship)

    @changes("remove_relationship", CustomerSerializer)
    def post(self, request: Request, customer_id: UUID) -> Response:
        """Stop being the reseller, when no subscription runs any more.

        The customer's data stay.
        """
        return self.act(request, each(remove_relationship))
