from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.models import CustomerUser
from customers.resources.table import TableResource
from portal.exports import Column


class CustomerUserResource(TableResource):
    """The columns of a customer's user."""

    customer_name = Column("customer__name", _("Customer"))

    set_once = ("customer",)
    writable = (
        "user_principal_name",
        "display_name",
        "first_name",
        "last_name",
        "usage_location",
        "phone_number",
        "state",
    )

    class Meta:
        model = CustomerUser
        fields = (
            "customer_name",
            "user_principal_name",
            "display_name",
            "first_name",
            "last_name",
            "usage_location",
            "phone_number",
            "state",
            "soft_deleted_at",
            "created_at",
            "customer",
            "id",
        )
