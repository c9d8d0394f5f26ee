"""Rows as Partner Center serialises them into a record: PascalCase names, nulls kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from customers.models import (
        Customer,
        CustomerUser,
        Order,
        OrderLine,
        Product,
        Referral,
        Subscription,
    )
    from customers.versions import VersionedModel

Json = dict[str, Any]


def moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def money(value: Decimal) -> float | str:
    # What is no number is told as it came: attempts are recorded too.
    return float(round(value, 2)) if Decimal(value).is_finite() else str(value)


def attributes(kind: str, row: VersionedModel) -> Json:
    return {"Etag": str(row.version), "ObjectType": kind}


def customer_value(customer: Customer) -> Json:
    return {
        "Id": str(customer.pk),
        "CompanyProfile": {
            "TenantId": str(customer.pk),
            "Domain": customer.domain,
            "CompanyName": customer.name,
            "OrganizationRegistrationNumber": customer.registration_number or None,
        },
        "BillingProfile": {
            "FirstName": customer.contact_first_name,
            "LastName": customer.contact_last_name,
            "Email": customer.email,
            "Culture": customer.culture or None,
            "CurrencyCode": customer.currency,
            "DefaultAddress": {
                "AddressLine1": customer.address_line,
                "AddressLine2": customer.address_line_2 or None,
                "PostalCode": customer.postal_code,
                "City": customer.city,
                "Region": customer.region or None,
                "Country": customer.country,
                "PhoneNumber": customer.phone_number or None,
            },
        },
        "RelationshipToPartner": customer.relationship,
        "Qualification": customer.qualification,
        "Attributes": attributes("Customer", customer),
    }


def user_value(user: CustomerUser) -> Json:
    return {
        "Id": str(user.pk),
        "UserPrincipalName": user.user_principal_name,
        "FirstName": user.first_name,
        "LastName": user.last_name,
        "DisplayName": user.display_name,
        "UsageLocation": user.usage_location or None,
        "PhoneNumber": user.phone_number or None,
        "State": user.state,
        "SoftDeletionTime": moment(user.soft_deleted_at),
        "Attributes": attributes("CustomerUser", user),
    }


def product_value(product: Product) -> Json:
    return {
        "Id": str(product.pk),
        "Sku": product.sku,
        "Name": product.name,
        "Family": product.family,
        "MinimumQuantity": product.minimum_quantity,
        "MaximumQuantity": product.maximum_quantity,
        "TermDurations": list(product.terms),
        "SupportedBillingCycles": list(product.billing_cycles),
        "IsTrial": product.is_trial,
        "ConversionTargetId": str(product.converts_to_id) if product.converts_to_id else None,
        "IsAddOn": product.is_add_on,
        "IsAvailableForPurchase": product.is_available,
        "ListPrice": money(product.list_price),
        "CurrencyCode": product.currency,
        "Attributes": attributes("Product", product),
    }


def subscription_value(subscription: Subscription) -> Json:
    return {
        "Id": str(subscription.pk),
        "OfferId": subscription.product.sku,
        "OfferName": subscription.product.name,
        "FriendlyName": subscription.name,
        "Quantity": subscription.quantity,
        "UnitType": "Licenses",
        "ParentSubscriptionId": str(subscription.parent_id) if subscription.parent_id else None,
        "CreationDate": moment(subscription.created_at),
        "EffectiveStartDate": moment(subscription.effective_start_at),
        "CommitmentEndDate": moment(subscription.commitment_end_at),
        "CurrentStateEndDate": moment(subscription.current_state_end_at),
        "LastRenewalDate": moment(subscription.last_renewed_at),
        "CancellationAllowedUntilDate": moment(subscription.cancellation_allowed_until_at),
        "Status": subscription.status,
        "SuspendedDate": moment(subscription.suspended_at),
        "DeprovisionedDate": moment(subscription.deprovisioned_at),
        "AutoRenewEnabled": subscription.auto_renew,
        "IsTrial": subscription.is_trial,
        "TrialStartDate": moment(subscription.trial_start_at),
        "TrialEndDate": moment(subscription.trial_end_at),
        "TrialToPaidConversionDate": moment(subscription.trial_converted_at),
        "BillingCycle": subscription.billing_cycle,
        "TermDuration": subscription.term,
        "ScheduledNextTermInstructions": {
            "TermDuration": subscription.renewal_term or subscription.term,
            "BillingCycle": subscription.renewal_billing_cycle or subscription.billing_cycle,
        },
        "RefundableQuantity": [
            {"Quantity": seats["quantity"], "AllowedUntilDateTime": seats["allowed_until"]}
            for seats in subscription.refundable
        ],
        "UnitPrice": money(subscription.unit_price),
        "CurrencyCode": subscription.currency,
        "Attributes": attributes("Subscription", subscription),
    }


def referral_value(referral: Referral) -> Json:
    return {
        "Id": str(referral.pk),
        "EngagementId": str(referral.engagement_id),
        "Name": referral.name,
        "ExternalReferenceId": referral.external_reference_id or None,
        "Status": referral.status,
        "Substatus": referral.substatus,
        "StatusReason": referral.status_reason or None,
        "ReferralType": referral.referral_type,
        "Qualification": referral.qualification,
        "CustomerProfile": {
            "Name": referral.company_name,
            "Ids": {"TenantId": str(referral.customer_id) if referral.customer_id else None},
        },
        "Details": {
            "Notes": referral.notes,
            "DealValue": money(referral.deal_value),
            "Currency": referral.currency,
            "ClosingDateTime": day(referral.closing_on),
        },
        "Attributes": attributes("Referral", referral),
    }


def line_value(line: OrderLine, before: Json | None) -> Json:
    """A line, with the subscription as the order has left it and, if it was there, found it."""
    return {
        "LineItemNumber": line.line_number,
        "OfferId": line.product.sku,
        "SubscriptionId": str(line.subscription_id),
        "FriendlyName": line.name,
        "Quantity": line.quantity,
        "TermDuration": line.term,
        "BillingCycle": line.billing_cycle,
        "TransactionType": line.kind,
        "PromotionId": line.promotion_id or None,
        "Pricing": {"ListPrice": money(line.unit_price)},
        "Subscription": subscription_value(line.subscription),
        "SubscriptionBefore": before,
    }


def order_value(order: Order, lines: list[Json]) -> Json:
    return {
        "Id": str(order.pk),
        "AlternateId": order.alternate_id,
        "ReferenceCustomerId": str(order.customer_id),
        "BillingCycle": order.billing_cycle,
        "TransactionType": "UserPurchase",
        "LineItems": lines,
        "CurrencyCode": order.currency,
        "CreationDate": moment(order.created_at),
        # What is ordered here is placed at once; Partner Center knows other states too.
        "Status": "completed",
        "TotalPrice": money(order.total_price),
        "Attributes": attributes("Order", order),
    }
