"""The six roles of Partner Center and what each may do here: one table.

From the permission matrix of Partner Center's documentation. Each role is a group of Django,
kept by `migrate`; a user may have several, and what they may do adds up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Role:
    """What a user may be: a group of Django, and its name in the reader's language."""

    code: str
    name: str
    """The name of the group."""
    label: Promise


ROLES = (
    Role("global_admin", "Global admin", _("Global admin")),
    Role("billing_admin", "Billing admin", _("Billing admin")),
    Role("user_management_admin", "User management admin", _("User management admin")),
    Role("admin_agent", "Admin agent", _("Admin agent")),
    Role("sales_agent", "Sales agent", _("Sales agent")),
    Role("helpdesk_agent", "Helpdesk agent", _("Helpdesk agent")),
)
ROLE_CODES = tuple(role.code for role in ROLES)

GA, BA, UA, AA, SA, HA = ROLE_CODES

# Who may see and export the log is the setting ACTIVITY_LOG_ROLES.
LOG_PERMISSIONS = ("activitylog.view_activityentry", "activitylog.export_activityentry")

PERMISSIONS: dict[str, Collection[str]] = {
    "activitylog.import_activityentry": (GA, AA),
    "customers.view_customer": (GA, UA, AA, SA, HA),
    "customers.add_customer": (GA, UA, AA, SA),
    "customers.change_customer": (GA, AA, SA, HA),
    "customers.request_relationship": (GA, AA, SA),
    "customers.remove_relationship": (GA, AA),
    "customers.export_customer": (GA, AA, SA),
    "customers.import_customer": (GA, AA),
    "customers.view_customer_subscriptions": (GA, AA, SA, HA),
    "customers.view_customeruser": (GA, UA, AA, SA, HA),
    "customers.manage_customeruser": (GA, UA, AA),
    "customers.export_customeruser": (GA, UA, AA),
    "customers.import_customeruser": (GA, UA, AA),
    "customers.assign_license": (GA, UA, AA),
    "customers.assign_licenses_in_bulk": (GA, UA, AA, SA, HA),
    "customers.view_product": ROLE_CODES,
    "customers.manage_product": (GA, AA),
    "customers.export_product": (GA, BA, AA, SA),
    "customers.import_product": (GA, AA),
    "customers.view_order": (GA, BA, AA, SA, HA),
    "customers.add_order": (GA, BA, AA, SA, HA),
    "customers.order_trial": (GA, UA, SA),
    "customers.export_order": (GA, BA, AA, SA, HA),
    # Who may change a subscription may look at it; the page of a customer's is another matter.
    "customers.view_subscription": ROLE_CODES,
    "customers.change_quantity": (GA, UA, AA, SA, HA),
    "customers.manage_lifecycle": (GA, BA, AA, SA, HA),
    "customers.cancel_subscription": (GA, AA, SA),
    "customers.change_billing": (GA, BA, AA),
    "customers.upgrade_subscription": (GA, BA, AA, SA, HA),
    "customers.convert_trial": (GA, UA, SA),
    "customers.export_subscription": (GA, BA, AA, SA, HA),
    "customers.import_subscription": (GA, AA),
    # As the original lets these see its pages about subscriptions and licenses.
    "customers.view_analytics": (GA, UA, AA, SA),
    "customers.view_subscriptionmovement": (GA, UA, AA, SA),
    "customers.export_subscriptionmovement": (GA, UA, AA, SA),
    "customers.view_referral": (SA,),
    "customers.manage_referral": (SA,),
    "customers.export_referral": (SA,),
    "portal.view_user": (GA, UA),
    # Global admins and their role are out of reach of others: see portal/admin/users.py.
    "portal.view_apitoken": (GA,),
    "portal.manage_apitoken": (GA,),
    "portal.add_user": (GA, UA),
    "portal.change_user": (GA, UA),
}


def permissions_of(role: Role, log_roles: Collection[str]) -> frozenset[str]:
    """What a role may do, as "app.codename"; `log_roles` are the codes that may see the log."""
    granted = {permission for permission, roles in PERMISSIONS.items() if role.code in roles}
    if role.code in log_roles:
        return frozenset(granted.union(LOG_PERMISSIONS))
    # Importing without seeing what came of it makes no sense.
    return frozenset(granted - {"activitylog.import_activityentry"})
