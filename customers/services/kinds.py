"""How the log speaks of each kind of row: resource type, value, details, customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.services.changes import Kind
from customers.services.movements import follow
from customers.services.values import (
    customer_value,
    product_value,
    referral_value,
    subscription_value,
    user_value,
)

if TYPE_CHECKING:
    from customers.models import Customer, CustomerUser, Product, Referral, Subscription
    from customers.services.refusals import Details


def customer_details(customer: Customer) -> Details:
    return [
        ("PrimaryDomainName", customer.domain),
        ("Relationship", customer.relationship.title()),
    ]


def user_details(user: CustomerUser) -> Details:
    return [
        ("CustomerUserId", str(user.pk)),
        ("UserPrincipalName", user.user_principal_name),
    ]


def product_details(product: Product) -> Details:
    return [("ProductId", str(product.pk)), ("Sku", product.sku), ("Name", product.name)]


def subscription_details(subscription: Subscription) -> Details:
    """The keys of a recorded `update_subscription`; "None" and "False" are its own spelling."""
    return [
        ("SubscriptionId", str(subscription.pk)),
        ("OfferId", subscription.product.sku),
        ("SubscriptionName", subscription.name),
        ("Quantity", str(subscription.quantity)),
        ("Status", subscription.status.title()),
        ("PartnerOnRecord", "None"),
        ("ActionTaken", "False"),
    ]


def referral_details(referral: Referral) -> Details:
    return [
        ("ReferralId", str(referral.pk)),
        ("EngagementId", str(referral.engagement_id)),
        ("Name", referral.name),
        ("Status", referral.status),
        ("Substatus", referral.substatus),
    ]


def kept(customer: Customer) -> Customer | None:
    """The customer, once there is a row that an entry can point at."""
    return None if customer._state.adding else customer


CUSTOMER: Kind[Customer] = Kind("customer", customer_value, customer_details, kept)
CUSTOMER_USER: Kind[CustomerUser] = Kind(
    "customer_user", user_value, user_details, lambda user: user.customer
)
PRODUCT: Kind[Product] = Kind("product", product_value, product_details, lambda _product: None)
SUBSCRIPTION: Kind[Subscription] = Kind(
    "subscription",
    subscription_value,
    subscription_details,
    lambda subscription: subscription.customer,
    follow,
)
REFERRAL: Kind[Referral] = Kind(
    "referral", referral_value, referral_details, lambda referral: referral.customer
)
