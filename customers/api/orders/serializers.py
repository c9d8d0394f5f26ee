from __future__ import annotations

from rest_framework import serializers

from customers.models import Order, OrderLine
from portal.api.outputs import RowSerializer

ORDER_FIELDS = (
    "id",
    "alternate_id",
    "customer",
    "customer_name",
    "billing_cycle",
    "currency",
    "total_price",
    "partner_on_record",
    "created_at",
    "version",
)


class ListedOrderSerializer(RowSerializer):
    """What a customer bought at one moment, without its lines."""

    customer_name = serializers.CharField(source="customer.name", read_only=True)

    class Meta:
        model = Order
        fields = ORDER_FIELDS


class OrderLineSerializer(RowSerializer):
    """One product of an order, and the subscription that it made or enlarged."""

    sku = serializers.CharField(source="product.sku", read_only=True)

    class Meta:
        model = OrderLine
        fields = (
            "line_number",
            "kind",
            "product",
            "sku",
            "subscription",
            "name",
            "quantity",
            "term",
            "billing_cycle",
            "promotion_id",
            "unit_price",
        )


class OrderSerializer(ListedOrderSerializer):
    """What a customer bought at one moment: one or several products."""

    lines = OrderLineSerializer(many=True, read_only=True)

    class Meta:
        model = Order
        fields = (*ORDER_FIELDS, "lines")
