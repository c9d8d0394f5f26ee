"""Resources as Partner Center serialises them into a record: PascalCase names, nulls kept."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from datetime import datetime

    from customers.demo.people import Person
    from customers.demo.world import Holding, Tenant

Json = dict[str, Any]
Details = Sequence[tuple[str, str | None]]


def to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def details_json(details: Details) -> str:
    return to_json([{"key": key, "value": value} for key, value in details])


def iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def link(uri: str) -> Json:
    return {"Uri": uri, "Method": "GET", "Headers": []}


def attributes(kind: str) -> Json:
    return {"ObjectType": kind}


def tagged(kind: str, key: str, version: int) -> Json:
    tag = b64encode(f'{{"id":"{key}","version":{version}}}'.encode()).decode()
    return {"Etag": tag, "ObjectType": kind}


def subscription_value(tenant: Tenant, holding: Holding) -> Json:
    return {
        "Id": holding.id,
        "OfferId": holding.product.offer_id,
        "OfferName": holding.product.name,
        "FriendlyName": holding.name,
        "Quantity": holding.quantity,
        "UnitType": "Licenses",
        "ParentSubscriptionId": None,
        "CreationDate": iso(holding.created_at),
        "CommitmentEndDate": iso(holding.commitment_end_at),
        "Status": holding.status,
        "AutoRenewEnabled": holding.auto_renew,
        "IsTrial": holding.is_trial,
        "BillingType": "license",
        "BillingCycle": holding.billing_cycle,
        "TermDuration": holding.term,
        "ContractType": "subscription",
        "OrderId": holding.order_id,
        "Links": {"Self": link(f"/customers/{tenant.key}/subscriptions/{holding.id}")},
        "Attributes": tagged("Subscription", holding.id, holding.version),
    }


def customer_value(tenant: Tenant) -> Json:
    return {
        "Id": tenant.key,
        "CommerceId": None,
        "CompanyProfile": {
            "TenantId": tenant.key,
            "Domain": tenant.company.domain,
            "CompanyName": tenant.name,
            "Attributes": attributes("CustomerCompanyProfile"),
        },
        "BillingProfile": billing_profile_value(tenant),
        "RelationshipToPartner": "none" if tenant.has_left else "reseller",
        "AllowDelegatedAccess": not tenant.has_left,
        "Qualification": tenant.qualification,
        # Partner Center sends the credentials with an empty password.
        "UserCredentials": {"UserName": "admin", "Password": ""},
        "AssociatedPartnerId": None,
        "Links": {"Self": link(f"/customers/{tenant.key}")},
        "Attributes": attributes("Customer"),
    }


def billing_profile_value(tenant: Tenant) -> Json:
    company, contact = tenant.company, tenant.contact
    return {
        "Id": tenant.billing_profile_id,
        "FirstName": contact.first_name,
        "LastName": contact.last_name,
        "Email": contact.principal,
        "CompanyName": tenant.name,
        "DefaultAddress": {
            "Country": company.country,
            "City": company.city,
            "AddressLine1": tenant.street,
            "PostalCode": company.postal_code,
            "PhoneNumber": tenant.phone or None,
        },
        "Attributes": attributes("CustomerBillingProfile"),
    }


def user_value(tenant: Tenant, person: Person) -> Json:
    return {
        "Id": person.id,
        "UserPrincipalName": person.principal,
        "FirstName": person.first_name,
        "LastName": person.last_name,
        "DisplayName": person.name,
        "UsageLocation": person.country,
        "PhoneNumber": person.phone or None,
        "UserDomainType": "none",
        "State": "inactive" if person.deleted_at else "active",
        "SoftDeletionTime": iso(person.deleted_at) if person.deleted_at else None,
        "Links": {"Self": link(f"/customers/{tenant.key}/users/{person.id}")},
        "Attributes": attributes("CustomerUser"),
    }


def licenses_value(assign: Sequence[str], remove: Sequence[str]) -> Json:
    return {
        "LicensesToAssign": [{"ExcludedPlans": None, "SkuId": sku} for sku in assign] or None,
        "LicensesToRemove": list(remove) or None,
        "LicenseWarnings": [],
        "Attributes": attributes("LicenseUpdate"),
    }


def with_kind(kind: str, fields: Mapping[str, Any]) -> Json:
    """A small resource: its fields, and what kind it is."""
    return {**fields, "Attributes": attributes(kind)}
