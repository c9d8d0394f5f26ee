from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType, field

from customers.services.subscriptions.refunds import open_seats
from partnercenter.customers.structs.next_term import WireScheduledInstructions, next_term
from partnercenter.customers.structs.parts import WireAttributes, attributes_of, given
from partnercenter.wire.links import WireLink

if TYPE_CHECKING:
    from customers.models import Subscription
    from customers.services.subscriptions.refunds import Seats


class WireSubscriptionLinks(Struct, rename="camel", kw_only=True):
    itself: WireLink = field(name="self")
    parent_subscription: WireLink | UnsetType


class WireRefundableSeats(Struct, rename="camel"):
    quantity: int
    allowed_until_date_time: str


class WireRefundableQuantity(Struct, rename="camel"):
    """Seats that can still be given back."""

    total_quantity: int
    details: list[WireRefundableSeats]


class WireSubscription(Struct, rename="camel", kw_only=True):
    """Seats of a product that a customer holds for a term; its last day is part of the term."""

    id: UUID
    offer_id: str
    offer_name: str
    friendly_name: str
    quantity: int
    unit_type: str = "Licenses"
    parent_subscription_id: UUID | UnsetType
    creation_date: datetime
    effective_start_date: datetime | UnsetType
    commitment_end_date: datetime | UnsetType
    # The newer name of the same.
    commitment_end_date_time: datetime | UnsetType
    cancellation_allowed_until_date: datetime | UnsetType
    status: str
    auto_renew_enabled: bool
    is_trial: bool
    billing_type: str = "license"
    billing_cycle: str
    term_duration: str
    renewal_term_duration: str | UnsetType
    contract_type: str = "subscription"
    refundable_quantity: WireRefundableQuantity
    scheduled_next_term_instructions: WireScheduledInstructions | UnsetType
    order_id: UUID | UnsetType
    partner_id: str | UnsetType
    links: WireSubscriptionLinks
    attributes: WireAttributes


def subscription(
    row: Subscription, ordered_by: UUID | None, partner_on_record: str | None, now: datetime
) -> WireSubscription:
    """`ordered_by` is the order that it came from, with the partner on record of that; rows come
    with product and what that converts to."""
    following = next_term(row)
    return WireSubscription(
        id=row.pk,
        offer_id=row.product.sku,
        offer_name=row.product.name,
        friendly_name=row.name,
        quantity=row.quantity,
        parent_subscription_id=given(row.parent_id),
        creation_date=row.created_at,
        effective_start_date=given(row.effective_start_at),
        commitment_end_date=given(row.commitment_end_at),
        commitment_end_date_time=given(row.commitment_end_at),
        cancellation_allowed_until_date=given(row.cancellation_allowed_until_at),
        status=row.status,
        auto_renew_enabled=row.auto_renew,
        is_trial=row.is_trial,
        billing_cycle=row.billing_cycle,
        term_duration=row.term,
        renewal_term_duration=following.product.term_duration if following else UNSET,
        refundable_quantity=_refundable(open_seats(row, now)),
        scheduled_next_term_instructions=following or UNSET,
        order_id=given(ordered_by),
        partner_id=given(partner_on_record),
        links=_links(row),
        attributes=attributes_of("Subscription", row),
    )


def _links(row: Subscription) -> WireSubscriptionLinks:
    beside = f"/customers/{row.customer_id}/subscriptions"
    parent = WireLink(f"{beside}/{row.parent_id}") if row.parent_id else UNSET
    return WireSubscriptionLinks(itself=WireLink(f"{beside}/{row.pk}"), parent_subscription=parent)


def _refundable(seats: list[Seats]) -> WireRefundableQuantity:
    details = [WireRefundableSeats(each["quantity"], each["allowed_until"]) for each in seats]
    return WireRefundableQuantity(sum(each.quantity for each in details), details)
