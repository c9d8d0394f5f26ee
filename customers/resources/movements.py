from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.models import SubscriptionMovement
from customers.models.movement import FIGURES
from customers.resources.table import TableResource
from portal.exports import Column


class MovementResource(TableResource):
    """The columns of a movement."""

    customer_name = Column("customer__name", _("Customer"))
    subscription_name = Column("subscription__name", _("Subscription"))
    product_name = Column("product__name", _("Product"))
    sku = Column("product__sku", _("SKU"))
    family = Column("product__family", _("Family"))

    class Meta:
        model = SubscriptionMovement
        fields = (
            "occurred_at",
            "customer_name",
            "subscription_name",
            "kind",
            "is_trial",
            "product_name",
            "sku",
            "family",
            *FIGURES,
            "currency",
            "customer",
            "subscription",
            "product",
            "id",
        )
