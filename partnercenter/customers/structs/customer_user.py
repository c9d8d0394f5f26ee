from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct, UnsetType

from partnercenter.customers.structs.parts import (
    WireAttributes,
    WireLinks,
    attributes_of,
    given,
    links_to,
)

if TYPE_CHECKING:
    from customers.models import CustomerUser


class WireCustomerUser(Struct, rename="camel", kw_only=True):
    """Someone who works at a customer. Inactive ones are deleted, and restorable for 30 days."""

    id: UUID
    user_principal_name: str
    first_name: str | UnsetType
    last_name: str | UnsetType
    display_name: str
    usage_location: str | UnsetType
    phone_number: str | UnsetType
    state: str
    soft_deletion_time: datetime | UnsetType
    links: WireLinks
    attributes: WireAttributes


def customer_user(user: CustomerUser) -> WireCustomerUser:
    return WireCustomerUser(
        id=user.pk,
        user_principal_name=user.user_principal_name,
        first_name=given(user.first_name),
        last_name=given(user.last_name),
        display_name=user.display_name,
        usage_location=given(user.usage_location),
        phone_number=given(user.phone_number),
        state=user.state,
        soft_deletion_time=given(user.soft_deleted_at),
        links=links_to(f"/customers/{user.customer_id}/users/{user.pk}"),
        attributes=attributes_of("CustomerUser", user),
    )
