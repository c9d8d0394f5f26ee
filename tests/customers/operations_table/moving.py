"""Subscriptions that go on as another product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from customers.services import subscriptions
from tests.customers.operations_table.making import (
    NOW,
    running,
    sold,
    suspended,
    trial_product,
    trying,
)
from tests.customers.operations_table.rows import ANY, Details
from tests.customers.operations_table.subscriptions import call, not_active, refusal, row

if TYPE_CHECKING:
    from customers.models import Customer, Subscription


E5 = UUID("aaaaaaaa-0000-4000-8000-000000000005")
SMALL = UUID("aaaaaaaa-0000-4000-8000-000000000006")
CHEAPER = UUID("aaaaaaaa-0000-4000-8000-000000000007")


def upgradable(customer: Customer) -> Subscription:
    sold(id=E5, name="Microsoft 365 E5", sku="E5", list_price="54.75")
    sold(id=SMALL, sku="SMALL", list_price="60.00", maximum_quantity=5)
    return running(customer)


def upgradable_with_add_on(customer: Customer) -> Subscription:
    row = upgradable(customer)
    running(customer, product=sold(is_add_on=True, name="Calling plan"), parent=row)
    return row


def upgradable_with_cheaper(customer: Customer) -> Subscription:
    sold(id=CHEAPER, sku="E1", list_price="10.00")
    return upgradable(customer)


def upgrade_told(subscription: Subscription) -> Details:
    return [
        ("SubscriptionId", str(subscription.pk)),
        ("SourceOfferId", ANY),
        ("TargetOfferId", "E5"),
        ("TargetSubscriptionId", str(subscription.pk)),
        ("Quantity", "10"),
        ("TransitionType", "transition_with_license_transfer"),
    ]


def conversion_told(subscription: Subscription) -> Details:
    (line,) = subscription.order_lines.all()
    assert subscription.trial_product
    return [
        ("SubscriptionId", str(subscription.pk)),
        ("OfferId", subscription.trial_product.sku),
        ("TargetOfferId", "E3-PAID"),
        ("OrderId", str(line.order_id)),
        ("Quantity", "20"),
        ("BillingCycle", "Monthly"),
    ]


NEW_WINDOW = {
    "CancellationAllowedUntilDate": (ANY, ANY),
    "RefundableQuantity": (ANY, ANY),
    "EffectiveStartDate": (ANY, ANY),
    "CommitmentEndDate": (ANY, ANY),
    "CurrentStateEndDate": (ANY, ANY),
}
AS_PAID: dict[str, Any] = {"quantity": 20, "term": "P1Y", "billing_cycle": "monthly"}

MOVES = (
    row(
        subscriptions.convert_trial,
        action="convert_trial_subscription",
        call=call(
            trying,
            {
                "OfferId": (ANY, "E3-PAID"),
                "OfferName": ("Trial of E3", "Microsoft 365 E3"),
                "FriendlyName": ("Trial of E3", "Microsoft 365 E3"),
                "Quantity": (25, 20),
                "IsTrial": (True, False),
                "TrialToPaidConversionDate": (None, ANY),
                "AutoRenewEnabled": (False, True),
            }
            | NEW_WINDOW,
            conversion_told,
            **AS_PAID,
        ),
        nothing="what is paid for already is refused",
        wrong_state={
            "suspended": refusal(
                lambda customer: trying(customer, status="suspended", suspended_at=NOW),
                "suspended",
                **AS_PAID,
            ),
            "no trial": refusal(running, "no_trial", **AS_PAID),
            "nothing to become": refusal(
                lambda customer: trying(customer, product=trial_product()),
                "no_conversion",
                **AS_PAID,
            ),
            "no longer sold": refusal(
                lambda customer: trying(
                    customer, product=trial_product(converts_to=sold(is_available=False))
                ),
                "no_conversion",
                **AS_PAID,
            ),
        },
        broken_limit={
            "too many": refusal(
                trying, "quantity_out_of_range", "quantity", **AS_PAID | {"quantity": 301}
            ),
            "none": refusal(
                trying, "quantity_out_of_range", "quantity", **AS_PAID | {"quantity": 0}
            ),
            "fewer than assigned": refusal(
                lambda customer: trying(customer, assigned_quantity=21),
                "seats_assigned",
                "quantity",
                **AS_PAID,
            ),
            "another term": refusal(
                trying, "term_not_offered", "term", **AS_PAID | {"term": "P2Y"}
            ),
        },
    ),
    row(
        subscriptions.upgrade,
        action="upgrade_subscription",
        call=call(
            upgradable,
            {
                "OfferId": (ANY, "E5"),
                "OfferName": ("Microsoft 365 E3", "Microsoft 365 E5"),
                "FriendlyName": ("Microsoft 365 E3", "Microsoft 365 E5"),
                "UnitPrice": (32.1, 54.75),
            }
            | NEW_WINDOW,
            upgrade_told,
            product_id=E5,
        ),
        nothing=lambda customer: (
            lambda held: {"subscription_id": held.pk, "product_id": held.product_id}
        )(suspended(customer)),
        wrong_state=not_active(product_id=E5)
        | {
            "a trial": refusal(trying, "trial", product_id=E5),
            "nothing better": refusal(running, "no_upgrade", "product", product_id=E5),
            "with add-ons": refusal(upgradable_with_add_on, "add_ons_present", product_id=E5),
        },
        broken_limit={
            "an unknown product": refusal(
                upgradable, "product_unknown", "product", product_id=uuid4()
            ),
            "a cheaper product": refusal(
                upgradable_with_cheaper, "no_upgrade", "product", product_id=CHEAPER
            ),
            "too few seats": refusal(
                upgradable, "quantity_out_of_range", "quantity", product_id=SMALL
            ),
        },
    ),
)
