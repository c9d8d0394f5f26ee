from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from customers.api.access import to_read, to_write
from customers.api.below import BelowCustomer
from customers.api.parts import each
from customers.api.rows import RowView
from customers.api.subscriptions.bodies import SubscriptionChanges
from customers.api.subscriptions.serializers import SubscriptionSerializer
from customers.filters import CustomerSubscriptionFilter, SubscriptionFilter
from customers.models import Subscription
from customers.services.subscriptions import (
    change_quantity,
    change_renewal,
    rename,
    set_auto_renew,
)
from portal.api.describing import changes, lists, reads
from portal.api.lists import ListView

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

VIEW = "customers.view_subscription"
ROWS = Subscription.objects.select_related("customer", "product")


class Subscriptions(ListView[Subscription]):
    reading = to_read(VIEW)
    filterset_class = SubscriptionFilter
    keyset = ("folded", "id")
    serializer_class = SubscriptionSerializer
    queryset = ROWS.all()

    @lists("list_subscriptions", SubscriptionSerializer, SubscriptionFilter)
    def get(self, request: Request) -> Response:
        """List subscriptions of all customers, by name."""
        return self.page(request)


class CustomerSubscriptions(BelowCustomer[Subscription], Subscriptions):
    reading = to_read("customers.view_customer", "customers.view_customer_subscriptions")
    filterset_class = CustomerSubscriptionFilter

    @lists("list_customer_subscriptions", SubscriptionSerializer, CustomerSubscriptionFilter)
    def get(self, request: Request, customer_id: UUID) -> Response:
        """List a customer's subscriptions, by name."""
        return self.page(request)


class SubscriptionView(RowView[Subscription]):
    serializer_class = SubscriptionSerializer
    name, key = "api_subscription", "subscription_id"
    queryset = ROWS.all()


CHANGES = (
    each(rename, "name"),
    each(change_quantity, "quantity"),
    each(set_auto_renew, "auto_renew"),
    each(change_renewal, renewal_term="term", renewal_billing_cycle="billing_cycle"),
)


class OneSubscription(SubscriptionView):
    reading = to_read(VIEW)
    # The services ask for the rest: each field has a permission of its own.
    writing = to_write(VIEW)

    @reads("get_subscription", SubscriptionSerializer)
    def get(self, request: Request, subscription_id: UUID) -> Response:
        """Get a subscription."""
        return self.show(request)

    @changes("change_subscription", SubscriptionSerializer, SubscriptionChanges)
    def patch(self, request: Request, subscription_id: UUID) -> Response:
        """Change the quantity, the name, whether it renews, and how.

        All fields or none. Each service that is called for one leaves an entry.
        """
        return self.patch_row(request, CHANGES, SubscriptionChanges)
