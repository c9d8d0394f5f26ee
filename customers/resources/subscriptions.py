from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.models import Subscription
from customers.resources.reading import ReadingResource
from portal.exports import Column


class SubscriptionResource(ReadingResource):
    """The columns of a subscription."""

    customer_name = Column("customer__name", _("Customer"))
    sku = Column("product__sku", _("SKU"))
    family = Column("product__family", _("Family"))

    needs_key = needs_known_key = _("Subscriptions are ordered, not imported.")
    writable = ("name", "quantity", "status", "auto_renew")

    class Meta:
        model = Subscription
        fields = (
            "customer_name",
            "name",
            "sku",
            "family",
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
            "cancellation_allowed_until_at",
            "suspended_at",
            "deprovisioned_at",
            "is_trial",
            "trial_start_at",
            "trial_end_at",
            "trial_converted_at",
            "customer",
            "product",
            "parent",
            "id",
        )
