from __future__ import annotations

from rest_framework import serializers

from customers.models import Product
from customers.services.products import PRODUCT_FIELDS
from customers.states import BillingCycle, Term
from portal.api.outputs import RowSerializer


class ProductSerializer(RowSerializer):
    """What can be subscribed to."""

    terms = serializers.ListField(child=serializers.ChoiceField(Term.choices), read_only=True)
    billing_cycles = serializers.ListField(
        child=serializers.ChoiceField(BillingCycle.choices), read_only=True
    )

    class Meta:
        model = Product
        fields = ("id", *PRODUCT_FIELDS, "changed_at", "version")
