from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partnercenter.action_types.table import about

COMMERCE_ACTIONS = (
    *about(
        "order",
        ("create_order", _("Created an order"), _("created an order")),
        ("update_order", _("Updated an order"), _("updated an order")),
    ),
    *about(
        "subscription",
        ("update_subscription", _("Updated a subscription"), _("updated a subscription")),
        ("upgrade_subscription", _("Upgraded a subscription"), _("upgraded a subscription")),
        (
            "convert_trial_subscription",
            _("Converted a trial to paid"),
            _("converted a trial to paid"),
        ),
    ),
    *about(
        "overage",
        ("manage_overage", _("Managed overage"), _("managed overage")),
    ),
    *about(
        "new_commerce_migration",
        (
            "create_new_commerce_migration",
            _("Created a new-commerce migration"),
            _("created a new-commerce migration"),
        ),
    ),
    *about(
        "azure_entitlement",
        ("azure_fraud_event_detected", _("Azure fraud event detected"), ""),
    ),
    *about(
        "transfer",
        ("create_transfer", _("Created a transfer"), _("created a transfer")),
        ("update_transfer", _("Updated a transfer"), _("updated a transfer")),
    ),
    *about(
        "referral",
        ("create_referral", _("Created a referral"), _("created a referral")),
        ("update_referral", _("Updated a referral"), _("updated a referral")),
        (
            "create_related_referral",
            _("Created a related referral"),
            _("created a related referral"),
        ),
        (
            "update_related_referral",
            _("Updated a related referral"),
            _("updated a related referral"),
        ),
    ),
    *about(
        "software_key",
        ("get_software_key", _("Retrieved a software key"), _("retrieved a software key")),
    ),
    *about(
        "software_download_link",
        (
            "get_software_download_link",
            _("Retrieved a software download link"),
            _("retrieved a software download link"),
        ),
    ),
    *about(
        "software_page",
        (
            "software_attestation",
            _("Accepted the software attestation"),
            _("accepted the software attestation"),
        ),
    ),
    *about(
        "spending_limit",
        (
            "increase_spending_limit",
            _("Increased a spending limit"),
            _("increased a spending limit"),
        ),
    ),
    *about(
        "invoice",
        ("ready_invoice", _("Invoice ready"), ""),
    ),
    *about(
        "agreement",
        ("create_agreement", _("Created an agreement"), _("created an agreement")),
    ),
    *about(
        "credit",
        ("create_credit", _("Created a credit"), _("created a credit")),
        ("update_credit", _("Updated a credit"), _("updated a credit")),
        ("cancel_credit", _("Cancelled a credit"), _("cancelled a credit")),
    ),
    *about(
        "self_serve_policy",
        (
            "create_self_serve_policy",
            _("Created customer purchase permissions"),
            _("created customer purchase permissions"),
        ),
        (
            "update_self_serve_policy",
            _("Updated customer purchase permissions"),
            _("updated customer purchase permissions"),
        ),
        (
            "delete_self_serve_policy",
            _("Deleted customer purchase permissions"),
            _("deleted customer purchase permissions"),
        ),
    ),
)
