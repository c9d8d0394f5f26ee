from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType

from partnercenter.customers.structs.parts import (
    WireAttributes,
    WireLinks,
    attributes_of,
    given,
    links_to,
)

if TYPE_CHECKING:
    from customers.models import Customer


class WireAddress(Struct, rename="camel", kw_only=True):
    address_line1: str | UnsetType
    address_line2: str | UnsetType
    city: str | UnsetType
    region: str | UnsetType
    postal_code: str | UnsetType
    country: str | UnsetType
    first_name: str | UnsetType
    last_name: str | UnsetType
    phone_number: str | UnsetType


class WireCompanyProfile(Struct, rename="camel", kw_only=True):
    """Name and domain are empty where the portal knows a customer from records alone."""

    tenant_id: UUID
    domain: str
    company_name: str
    organization_registration_number: str | UnsetType
    links: WireLinks
    attributes: WireAttributes


class WireBillingProfile(Struct, rename="camel", kw_only=True):
    first_name: str | UnsetType
    last_name: str | UnsetType
    email: str | UnsetType
    culture: str | UnsetType
    language: str | UnsetType
    company_name: str
    default_address: WireAddress
    links: WireLinks
    attributes: WireAttributes


class WireCustomer(Struct, rename="camel", kw_only=True):
    """A customer; lists leave the billing profile out."""

    id: UUID
    company_profile: WireCompanyProfile
    billing_profile: WireBillingProfile | UnsetType = UNSET
    relationship_to_partner: str
    links: WireLinks
    attributes: WireAttributes


def listed(customer: Customer) -> WireCustomer:
    return WireCustomer(
        id=customer.pk,
        company_profile=company_profile(customer),
        relationship_to_partner=customer.relationship,
        links=links_to(f"/customers/{customer.pk}"),
        attributes=attributes_of("Customer", customer),
    )


def in_full(customer: Customer) -> WireCustomer:
    found = listed(customer)
    found.billing_profile = billing_profile(customer)
    return found


def company_profile(customer: Customer) -> WireCompanyProfile:
    return WireCompanyProfile(
        tenant_id=customer.pk,
        domain=customer.domain,
        company_name=customer.name,
        organization_registration_number=given(customer.registration_number),
        links=links_to(f"/customers/{customer.pk}/profiles/company"),
        attributes=attributes_of("CustomerCompanyProfile", customer),
    )


def billing_profile(customer: Customer) -> WireBillingProfile:
    return WireBillingProfile(
        first_name=given(customer.contact_first_name),
        last_name=given(customer.contact_last_name),
        email=given(customer.email),
        culture=given(customer.culture),
        language=given(customer.culture.partition("-")[0]),
        company_name=customer.name,
        default_address=_address(customer),
        links=links_to(f"/customers/{customer.pk}/profiles/billing"),
        attributes=attributes_of("CustomerBillingProfile", customer),
    )


def _address(customer: Customer) -> WireAddress:
    return WireAddress(
        address_line1=given(customer.address_line),
        address_line2=given(customer.address_line_2),
        city=given(customer.city),
        region=given(customer.region),
        postal_code=given(customer.postal_code),
        country=given(customer.country),
        first_name=given(customer.contact_first_name),
        last_name=given(customer.contact_last_name),
        phone_number=given(customer.phone_number),
    )
