from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers

from customers.models import CustomerUser
from customers.services.users import USER_FIELDS
from portal.api.bodies import Body, ModelBody, ids

FIELDS = ("user_principal_name", *USER_FIELDS)


class NewCustomerUser(ModelBody):
    """A new user. Without a display name, first and last name are it."""

    class Meta:
        model = CustomerUser
        fields = FIELDS
        extra_kwargs = {"display_name": {"required": False, "allow_blank": True}}


class CustomerUserChanges(ModelBody):
    """What is to be changed of a user."""

    class Meta:
        model = CustomerUser
        fields = FIELDS


class LicenseChanges(Body):
    """Which seats a user gets, and which are taken back."""

    add = ids(required=False, help_text="Subscriptions of which the user gets a seat.")
    remove = ids(required=False, help_text="Subscriptions whose seats are taken back.")

    def validate(self, attrs: dict[str, list[UUID]]) -> dict[str, Any]:
        if not set(attrs.get("add", ())).isdisjoint(attrs.get("remove", ())):
            reason = "A subscription stands in “add”, too."
            raise serializers.ValidationError({"remove": [reason]}, "repeated")
        return attrs
