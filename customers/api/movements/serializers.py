from __future__ import annotations

from rest_framework import serializers

from customers.models import SubscriptionMovement
from customers.models.movement import FIGURES
from portal.api.outputs import RowSerializer


class SubscriptionMovementSerializer(RowSerializer):
    """One change of a subscription in numbers: each figure is the difference that it made."""

    customer_name = serializers.CharField(source="customer.name", read_only=True)
    subscription_name = serializers.CharField(source="subscription.name", read_only=True)
    sku = serializers.CharField(source="product.sku", read_only=True)
    family = serializers.CharField(source="product.family", read_only=True)

    class Meta:
        model = SubscriptionMovement
        fields = (
            "id",
            "occurred_at",
            "kind",
            "is_trial",
            "subscription",
            "subscription_name",
            "customer",
            "customer_name",
            "product",
            "sku",
            "family",
            *FIGURES,
            "currency",
        )
