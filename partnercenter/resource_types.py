from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.plugins import ResourceType

if TYPE_CHECKING:
    from portal.plugins.actions import Text


def _named(code: str, label: Text, icon: str) -> ResourceType:
    return ResourceType(code=code, label=label, icon=icon)


# Every value that is documented or known to the original's client libraries, in their order.
RESOURCE_TYPES = (
    _named("customer", _("Customer"), "customer"),
    _named("customer_user", _("Customer user"), "user"),
    # With a context: elsewhere “order” may be the order of a list.
    _named("order", pgettext_lazy("resource type", "Order"), "order"),
    _named("subscription", _("Subscription"), "subscription"),
    _named("license", _("License"), "license"),
    _named("third_party_add_on", _("Third-party add-on"), "app"),
    _named("mpn_association", _("MPN association"), "link"),
    _named("transfer", _("Transfer"), "export"),
    _named("application", _("Application"), "app"),
    _named("application_credential", _("Application credential"), "license"),
    _named("partner_user", _("Partner user"), "user"),
    _named("partner_relationship", _("Partner relationship"), "team"),
    _named("referral", _("Referral"), "link"),
    _named("software_key", _("Software key"), "license"),
    _named("software_download_link", _("Software download link"), "down"),
    _named("spending_limit", _("Spending limit"), "chart"),
    _named("invoice", _("Invoice"), "doc"),
    _named("agreement", _("Agreement"), "doc"),
    _named("partner_customer_relationship", _("Partner-customer relationship"), "team"),
    _named("self_serve_policy", _("Customer purchase permission"), "check"),
    _named("granular_admin_relationship", _("Granular admin relationship"), "team"),
    _named("granular_admin_access_assignment", _("Granular admin access assignment"), "user"),
    _named("partner_customer_dap", _("Delegated admin privileges"), "team"),
    _named("credit", _("Credit"), "doc"),
    _named("customer_directory_role", _("Customer directory role"), "team"),
    _named("software_page", _("Software page"), "app"),
    _named("device", _("Device"), "app"),
    _named("policy", _("Policy"), "doc"),
    _named("overage", _("Overage"), "chart"),
    _named("new_commerce_migration", _("New-commerce migration"), "export"),
    _named("azure_entitlement", _("Azure entitlement"), "alert"),
    _named("indirect_provider_indirect_reseller_dap", _("Provider-reseller DAP"), "team"),
)
