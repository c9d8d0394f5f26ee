from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partnercenter.action_types.table import about

PARTNER_ACTIONS = (
    *about(
        "mpn_association",
        (
            "create_mpn_association",
            _("Created an MPN association"),
            _("created an MPN association"),
        ),
        (
            "update_mpn_association",
            _("Updated an MPN association"),
            _("updated an MPN association"),
        ),
    ),
    *about(
        "partner_relationship",
        (
            "create_partner_relationship",
            _("Created a partner relationship"),
            _("created a partner relationship"),
        ),
        ("extend_relationship", _("Extended a relationship"), _("extended a relationship")),
        (
            "remove_partner_relationship",
            _("Removed a partner relationship"),
            _("removed a partner relationship"),
        ),
    ),
    *about(
        "application",
        ("register_application", _("Registered an application"), _("registered an application")),
        (
            "unregister_application",
            _("Unregistered an application"),
            _("unregistered an application"),
        ),
    ),
    *about(
        "application_credential",
        (
            "add_application_credential",
            _("Added an application credential"),
            _("added an application credential"),
        ),
        (
            "remove_application_credential",
            _("Removed an application credential"),
            _("removed an application credential"),
        ),
    ),
    *about(
        "partner_user",
        ("create_partner_user", _("Created a partner user"), _("created a partner user")),
        ("update_partner_user", _("Updated a partner user"), _("updated a partner user")),
        ("remove_partner_user", _("Removed a partner user"), _("removed a partner user")),
    ),
)
