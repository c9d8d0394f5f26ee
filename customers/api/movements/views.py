from __future__ import annotations

from typing import TYPE_CHECKING

from customers.api.access import to_read
from customers.api.movements.filters import MovementApiFilter
from customers.api.movements.serializers import SubscriptionMovementSerializer
from customers.models import SubscriptionMovement
from portal.api.describing import lists
from portal.api.lists import ListView

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response


class SubscriptionMovements(ListView[SubscriptionMovement]):
    reading = to_read("customers.view_subscriptionmovement")
    filterset_class = MovementApiFilter
    keyset = ("-id",)
    serializer_class = SubscriptionMovementSerializer
    queryset = SubscriptionMovement.objects.select_related("customer", "subscription", "product")

    @lists("list_subscription_movements", SubscriptionMovementSerializer, MovementApiFilter)
    def get(self, request: Request) -> Response:
        """List what changed of subscriptions in numbers, newest first."""
        return self.page(request)
