from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.models import Order
from customers.resources.table import TableResource
from portal.exports import Column


class OrderResource(TableResource):
    """The columns of an order."""

    customer_name = Column("customer__name", _("Customer"))

    class Meta:
        model = Order
        fields = (
            "alternate_id",
            "created_at",
            "customer_name",
            "billing_cycle",
            "total_price",
            "currency",
            "partner_on_record",
            "customer",
            "id",
        )
