from __future__ import annotations

from django.db.models import Choices
from rest_framework import serializers

from customers.models import Product
from customers.services.products import PRODUCT_FIELDS
from customers.states import BillingCycle, Term
from portal.api.bodies import ModelBody
from portal.api.fields import CodeField, WholeField


def codes(choices: type[Choices]) -> serializers.ListField:
    """Any of these codes, at least one."""
    return serializers.ListField(
        child=CodeField(choices.choices), required=False, min_length=1, max_length=len(choices)
    )


class ProductBody(ModelBody):
    """What is said of a product; what is left out is as in the catalogue's form."""

    terms = codes(Term)
    billing_cycles = codes(BillingCycle)
    minimum_quantity = WholeField(required=False, min_value=1)
    maximum_quantity = WholeField(required=False, min_value=1)

    class Meta:
        model = Product
        fields = PRODUCT_FIELDS
