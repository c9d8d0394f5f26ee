from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partnercenter.action_types.table import about

CUSTOMER_ACTIONS = (
    *about(
        "customer",
        ("add_customer", _("Added a customer"), _("added a customer")),
        ("delete_customer", _("Deleted a customer (sandbox only)"), _("deleted a customer")),
        ("delete_tip_customer", _("Deleted a test customer"), _("deleted a test customer")),
        (
            "update_customer_qualification",
            _("Updated a customer qualification"),
            _("updated a customer qualification"),
        ),
        (
            "update_customer_billing_profile",
            _("Updated a customer billing profile"),
            _("updated a customer billing profile"),
        ),
        (
            "update_customer_partner_contract_company_name",
            _("Updated the contract company name"),
            _("updated the contract company name"),
        ),
        (
            "update_customer_spending_budget",
            _("Updated a spending budget"),
            _("updated a spending budget"),
        ),
        ("update_company_info", _("Updated company information"), _("updated company information")),
    ),
    *about(
        "partner_customer_relationship",
        (
            "remove_partner_customer_relationship",
            _("Removed a customer relationship"),
            _("removed a customer relationship"),
        ),
    ),
    *about(
        "customer_user",
        ("create_customer_user", _("Created a customer user"), _("created a customer user")),
        ("update_customer_user", _("Updated a customer user"), _("updated a customer user")),
        ("delete_customer_user", _("Deleted a customer user"), _("deleted a customer user")),
        ("restore_customer_user", _("Restored a customer user"), _("restored a customer user")),
        (
            "reset_customer_user_password",
            _("Reset a customer user password"),
            _("reset a customer user password"),
        ),
        (
            "update_customer_user_principal_name",
            _("Changed a user principal name"),
            _("changed a user principal name"),
        ),
    ),
    *about(
        "customer_directory_role",
        ("add_user_member", _("Added a user to a role"), _("added a user to a role")),
        ("remove_user_member", _("Removed a user from a role"), _("removed a user from a role")),
    ),
    *about(
        "license",
        (
            "update_customer_user_licenses",
            _("Updated a user's licenses"),
            _("updated a user's licenses"),
        ),
        (
            "update_sfb_customer_user_licenses",
            _("Updated Store for Business licenses"),
            _("updated Store for Business licenses"),
        ),
    ),
)
