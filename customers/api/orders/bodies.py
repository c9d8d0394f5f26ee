from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from customers.models import Order
from customers.services.orders import MOST_LINES, LineRequest, MoreSeats, NewSubscription
from customers.states import BillingCycle, Term
from portal.api.bodies import Body, ModelBody
from portal.api.fields import CodeField, IdField, MomentField, TextField, TruthField, WholeField

PROMOTION = 100
NAME = 200


class NewSubscriptionLine(Body):
    """A line that orders a new subscription."""

    product = IdField()
    quantity = WholeField(min_value=1)
    term = CodeField(Term.choices)
    billing_cycle = CodeField(BillingCycle.choices)
    name = TextField(
        required=False, allow_blank=True, max_length=NAME, help_text="Empty: the product's."
    )
    auto_renew = TruthField(required=False, help_text="True if it is left out; trials have none.")
    # A serializer has an attribute of this name; here it is a field.
    parent = IdField(  # type: ignore[assignment]
        required=False, help_text="Of an add-on: the subscription that it is for."
    )
    promotion_id = TextField(required=False, allow_blank=True, max_length=PROMOTION)


class MoreSeatsLine(Body):
    """A line that orders more seats of a subscription."""

    subscription = IdField()
    quantity = WholeField(min_value=1)
    promotion_id = TextField(required=False, allow_blank=True, max_length=PROMOTION)


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="OrderedLine",
        serializers=[NewSubscriptionLine, MoreSeatsLine],
        resource_type_field_name=None,
    )
)
class LineField(serializers.Field[Any, Any, Any, Any]):
    """One of the two kinds of line: which one, its fields say."""

    def to_internal_value(self, data: Any) -> LineRequest:
        more = isinstance(data, dict) and "subscription" in data and "product" not in data
        line = (MoreSeatsLine if more else NewSubscriptionLine)(data=data)
        line.is_valid(raise_exception=True)
        values = line.validated_data
        if more:
            return MoreSeats(subscription_id=values.pop("subscription"), **values)
        return NewSubscription(
            product_id=values.pop("product"), parent_id=values.pop("parent", None), **values
        )


class NewOrder(ModelBody):
    """An order: all of its lines or none."""

    id = IdField(required=False, help_text="An ID of yours: an order with it is placed once.")
    starts_at = MomentField(
        required=False, help_text="When new subscriptions begin. Without it: at once."
    )
    lines = serializers.ListField(child=LineField(), min_length=1, max_length=MOST_LINES)

    class Meta:
        model = Order
        fields = ("id", "partner_on_record", "starts_at", "lines")

    def validate_starts_at(self, moment: datetime) -> datetime:
        if moment <= timezone.now():
            reason = "This is not in the future. Leave it out, to begin at once."
            raise serializers.ValidationError(reason, "past")
        return moment


class NewTrial(Body):
    """A trial of 30 days, with the seats that the product has."""

    id = IdField(required=False, help_text="An ID of yours: an order with it is placed once.")
    product = IdField()
