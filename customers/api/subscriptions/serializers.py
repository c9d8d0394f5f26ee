from __future__ import annotations

from typing import Any

from rest_framework import serializers

from customers.models import Subscription
from customers.states import BillingCycle, Term
from portal.api.outputs import RowSerializer


class RefundableSerializer(serializers.Serializer[Any]):
    """Seats that can still be given back."""

    quantity = serializers.IntegerField(read_only=True)
    allowed_until = serializers.CharField(read_only=True)


class SubscriptionSerializer(RowSerializer):
    """A number of seats of a product that a customer holds for a term."""

    customer_name = serializers.CharField(source="customer.name", read_only=True)
    sku = serializers.CharField(source="product.sku", read_only=True)
    family = serializers.CharField(source="product.family", read_only=True)
    renewal_term = serializers.ChoiceField(Term.choices, allow_blank=True, read_only=True)
    renewal_billing_cycle = serializers.ChoiceField(
        BillingCycle.choices, allow_blank=True, read_only=True
    )
    refundable = RefundableSerializer(many=True, read_only=True)

    class Meta:
        model = Subscription
        fields = (
            "id",
            "customer",
            "customer_name",
            "product",
            "sku",
            "family",
            "parent",
            "name",
            "quantity",
            "assigned_quantity",
            "status",
            "term",
            "billing_cycle",
            "auto_renew",
            "renewal_term",
            "renewal_billing_cycle",
            "unit_price",
            "currency",
            "created_at",
            "effective_start_at",
            "commitment_end_at",
            "last_renewed_at",
            "current_state_end_at",
            "cancellation_allowed_until_at",
            "refundable",
            "suspended_at",
            "deprovisioned_at",
            "is_trial",
            "trial_product",
            "trial_start_at",
            "trial_end_at",
            "trial_converted_at",
            "changed_at",
            "version",
        )
