"""What a customer's users can have licenses of, and what one of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct

from partnercenter.customers.structs.parts import WireAttributes, attributes_of

if TYPE_CHECKING:
    from customers.models import Product

# What users have. The others are games, and licenses that nobody has by name.
LICENSE_GROUP = "group1"


class WireProductSku(Struct, rename="camel", kw_only=True):
    """The constants are those of licenses that users have; the portal keeps no others."""

    id: UUID
    name: str
    sku_part_number: str
    target_type: str = "User"
    license_group_id: str = LICENSE_GROUP


class WireServicePlan(Struct, rename="camel"):
    """A part of a product. The portal knows none."""

    id: str


class WireSubscribedSku(Struct, rename="camel", kw_only=True):
    """How many licenses of a product a customer has, over all subscriptions to it."""

    active_units: int
    warning_units: int
    suspended_units: int
    consumed_units: int
    total_units: int
    available_units: int
    capability_status: str
    product_sku: WireProductSku
    service_plans: list[WireServicePlan] = []
    attributes: WireAttributes


class WireLicense(Struct, rename="camel", kw_only=True):
    """A license that a user has."""

    product_sku: WireProductSku
    service_plans: list[WireServicePlan] = []
    attributes: WireAttributes


def subscribed_sku(
    product: Product, *, active: int, warning: int, suspended: int, consumed: int
) -> WireSubscribedSku:
    total = active + warning
    return WireSubscribedSku(
        active_units=active,
        warning_units=warning,
        suspended_units=suspended,
        consumed_units=consumed,
        total_units=total,
        available_units=total - consumed,
        capability_status="Enabled" if active else "Warning" if warning else "Suspended",
        product_sku=_product_sku(product),
        attributes=attributes_of("SubscribedSku"),
    )


def license_of(product: Product) -> WireLicense:
    return WireLicense(product_sku=_product_sku(product), attributes=attributes_of("License"))


def _product_sku(product: Product) -> WireProductSku:
    return WireProductSku(id=product.pk, name=product.name, sku_part_number=product.sku)
