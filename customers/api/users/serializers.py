from __future__ import annotations

from rest_framework import serializers

from customers.models import CustomerUser, LicenseAssignment
from customers.services.users import USER_FIELDS
from portal.api.outputs import RowSerializer


class LicenseSerializer(RowSerializer):
    """A seat of a subscription that a user has."""

    name = serializers.CharField(source="subscription.name", read_only=True)

    class Meta:
        model = LicenseAssignment
        fields = ("subscription", "name", "assigned_at")


class CustomerUserSerializer(RowSerializer):
    """Someone who works at a customer and has an account there."""

    customer_name = serializers.CharField(source="customer.name", read_only=True)
    licenses = LicenseSerializer(many=True, read_only=True)

    class Meta:
        model = CustomerUser
        fields = (
            "id",
            "customer",
            "customer_name",
            "user_principal_name",
            *USER_FIELDS,
            "state",
            "soft_deleted_at",
            "created_at",
            "licenses",
            "changed_at",
            "version",
        )
