"""What is recorded here and has no name in Partner Center's own list of operations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.plugins import ActionType, ResourceType

RESOURCE_TYPES = (ResourceType(code="product", label=_("Product"), icon="app"),)
ACTION_TYPES = (
    ActionType(
        code="create_product",
        label=_("Created a product"),
        phrase=_("created a product"),
        resource_type="product",
    ),
    ActionType(
        code="update_product",
        label=_("Updated a product"),
        phrase=_("updated a product"),
        resource_type="product",
    ),
    ActionType(
        code="update_partner_customer_relationship",
        label=_("Updated a customer relationship"),
        phrase=_("updated a customer relationship"),
        resource_type="partner_customer_relationship",
    ),
)
