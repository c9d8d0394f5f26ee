from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from customers.services import subscriptions
from customers.services.values import subscription_value
from tests.customers.operations_table.making import (
    NOW,
    TURNING,
    UNSEEN,
    YESTERDAY,
    end_relationship,
    expired,
    pending,
    running,
    sold,
    suspended,
    trying,
)
from tests.customers.operations_table.rows import ANY, Call, Details, Refusal, Row

if TYPE_CHECKING:
    from customers.models import Customer, Subscription

Make = Callable[..., Any]
HALF = "\ud800"


def told(subscription: Subscription) -> Details:
    """The customizedData of a recorded update_subscription."""
    return [
        ("SubscriptionId", str(subscription.pk)),
        ("OfferId", subscription.product.sku),
        ("SubscriptionName", subscription.name),
        ("Quantity", str(subscription.quantity)),
        ("Status", subscription.status.title()),
        ("PartnerOnRecord", "None"),
        ("ActionTaken", "False"),
    ]


def call(
    make: Make, changes: Mapping[str, Any], details: Callable[[Any], Details] = told, **more: Any
) -> Callable[[Customer], Call]:
    def made(customer: Customer) -> Call:
        row = make(customer)
        return Call(
            arguments={"subscription_id": row.pk} | more, row=row, details=details, changes=changes
        )

    return made


def given(make: Make, **more: Any) -> Callable[[Customer], dict[str, Any]]:
    return lambda customer: {"subscription_id": make(customer).pk} | more


def refusal(make: Make, code: str, field: str = "", **more: Any) -> Refusal:
    return Refusal(arguments=given(make, **more), code=code, field=field)


def not_active(**more: Any) -> dict[str, Refusal]:
    return {
        "suspended": refusal(suspended, "suspended", **more),
        "pending": refusal(pending, "pending", **more),
        "expired": refusal(expired, "not_active", **more),
    }


def with_window_over(customer: Customer) -> Subscription:
    return running(customer, cancellation_allowed_until_at=YESTERDAY, refundable=[])


def with_add_on(customer: Customer) -> Subscription:
    parent = running(customer)
    running(customer, product=sold(is_add_on=True, name="Calling plan"), parent=parent)
    return parent


def with_instructions(customer: Customer) -> Subscription:
    return running(customer, renewal_term="P3Y", renewal_billing_cycle="annual")


def of_no_resellers_customer(customer: Customer) -> Subscription:
    return suspended(end_relationship(customer))


def after_its_term(customer: Customer) -> Subscription:
    return suspended(customer, commitment_end_at=YESTERDAY)


def due(customer: Customer) -> Subscription:
    return running(
        customer,
        auto_renew=False,
        effective_start_at=NOW - timedelta(days=365),
        commitment_end_at=YESTERDAY,
        current_state_end_at=YESTERDAY,
    )


def row(operation: Any, **values: Any) -> Row:
    usual: dict[str, Any] = {
        "action": "update_subscription",
        "resource_type": "subscription",
        "value": subscription_value,
        "race": "version",
    }
    return Row(operation=operation, **usual | values)


SUBSCRIPTIONS = (
    row(
        subscriptions.change_quantity,
        call=call(running, {"Quantity": (10, 7), "RefundableQuantity": (ANY, ANY)}, quantity=7),
        nothing=given(suspended, quantity=10),
        wrong_state=not_active(quantity=12)
        | {"a trial": refusal(trying, "trial_quantity", "quantity", quantity=20)},
        broken_limit={
            name: refusal(running, code, "quantity", quantity=quantity)
            for name, quantity, code in (
                ("none", 0, "quantity_out_of_range"),
                ("less than none", -1, "quantity_out_of_range"),
                ("too many", 301, "quantity_out_of_range"),
                ("more than a column holds", 2**31, "quantity_out_of_range"),
                ("half a seat", 7.5, "quantity_not_whole"),
                ("a word", "12", "quantity_not_whole"),
                ("yes", True, "quantity_not_whole"),
            )
        }
        | {
            "assigned seats": refusal(
                lambda customer: running(customer, assigned_quantity=8),
                "seats_assigned",
                "quantity",
                quantity=7,
            ),
            "after seven days": refusal(with_window_over, "not_refundable", "quantity", quantity=9),
        },
    ),
    row(
        subscriptions.suspend,
        call=call(
            with_instructions,
            {
                "Status": ("active", "suspended"),
                "SuspendedDate": (None, ANY),
                "ScheduledNextTermInstructions.TermDuration": ("P3Y", "P1Y"),
                "ScheduledNextTermInstructions.BillingCycle": ("annual", "monthly"),
            },
        ),
        nothing=given(suspended),
        wrong_state={
            "pending": refusal(pending, "pending"),
            "expired": refusal(expired, "not_active"),
        },
        broken_limit="there is none",
    ),
    row(
        subscriptions.reactivate,
        call=call(suspended, {"Status": ("suspended", "active"), "SuspendedDate": (ANY, None)}),
        nothing=given(running),
        wrong_state={
            "pending": refusal(pending, "not_suspended"),
            "expired": refusal(expired, "not_suspended"),
            "no longer our customer": refusal(of_no_resellers_customer, "no_reseller"),
        },
        broken_limit={"after its term": refusal(after_its_term, "term_over")},
    ),
    row(
        subscriptions.cancel,
        call=call(
            running,
            {
                "Status": ("active", "deleted"),
                "DeprovisionedDate": (None, ANY),
                "AutoRenewEnabled": (True, False),
                "CurrentStateEndDate": (ANY, None),
                "CancellationAllowedUntilDate": (ANY, None),
                "RefundableQuantity": (ANY, []),
            },
        ),
        nothing=given(
            lambda customer: expired(customer, status="deleted", current_state_end_at=None)
        ),
        wrong_state={
            "expired": refusal(expired, "not_active"),
            "with add-ons": refusal(with_add_on, "add_ons_present"),
        },
        broken_limit={"after seven days": refusal(with_window_over, "not_cancellable")},
    ),
    row(
        subscriptions.set_auto_renew,
        call=call(running, {"AutoRenewEnabled": (True, False)}, auto_renew=False),
        nothing=given(suspended, auto_renew=True),
        wrong_state=not_active(auto_renew=False),
        broken_limit="there is none",
    ),
    row(
        subscriptions.change_renewal,
        call=call(
            running,
            {
                "ScheduledNextTermInstructions.TermDuration": ("P1Y", "P3Y"),
                "ScheduledNextTermInstructions.BillingCycle": ("monthly", "annual"),
            },
            term="P3Y",
            billing_cycle="annual",
        ),
        nothing=given(suspended, term="P1Y", billing_cycle="monthly"),
        wrong_state=not_active(term="P3Y", billing_cycle="annual")
        | {"a trial": refusal(trying, "trial", term="P3Y", billing_cycle="annual")},
        broken_limit={
            "another term": refusal(
                running, "term_not_offered", "term", term="P2Y", billing_cycle="annual"
            ),
            "another cycle": refusal(
                running, "billing_not_offered", "billing_cycle", term="P1Y", billing_cycle="none"
            ),
            "a cycle beyond the term": refusal(
                running,
                "billing_longer_than_term",
                "billing_cycle",
                term="P1M",
                billing_cycle="annual",
            ),
        },
    ),
    row(
        subscriptions.rename,
        call=call(running, {"FriendlyName": ("Microsoft 365 E3", "Büro Köln")}, name="Büro Köln"),
        nothing=given(suspended, name="Microsoft 365 E3"),
        wrong_state=not_active(name="Büro Köln"),
        broken_limit={
            name: refusal(running, code, "name", name=text)
            for name, text, code in (
                ("no name", "", "blank"),
                ("spaces", "  ", "blank"),
                ("too long", "x" * 201, "max_length"),
                ("nothing to be seen", UNSEEN, "blank"),
                *((f"turned by {ord(sign):x}", f"a{sign}b", "turned") for sign in TURNING),
                ("NUL", "a\0b", "nul"),
                ("half a character", f"a{HALF}b", "half_character"),
            )
        },
    ),
    row(
        subscriptions.advance_subscription,
        call=call(
            due,
            {
                "Status": ("active", "expired"),
                "DeprovisionedDate": (None, ANY),
                "CurrentStateEndDate": (ANY, ANY),
                "CancellationAllowedUntilDate": (ANY, None),
                "RefundableQuantity": (ANY, []),
            },
        ),
        nothing=given(running),
        race="the second finds it done: see test_at_once.py",
        wrong_state="each state has its next",
        broken_limit="there is none",
    ),
)
